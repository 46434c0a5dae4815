# What R's survival says of many small data sets: reads folder/rows.csv, writes folder/curves.csv,
# folder/hazards.csv, folder/tests.csv, folder/models.csv and folder/skipped.csv. Called by tests/python/test_peers.py.
suppressMessages(library(survival))
folder <- commandArgs(trailingOnly = TRUE)[1]
rows <- read.csv(file.path(folder, "rows.csv"))
states <- c("a", "b", "c")
curves <- list(); hazards <- list(); tests <- list(); models <- list(); skipped <- list()

try_it <- function(set, what, code) {
  tryCatch(code, error = function(e)
    skipped[[length(skipped) + 1]] <<- data.frame(set = set, what = what, why = conditionMessage(e)))
}

for (set in unique(rows$set)) {
  d <- rows[rows$set == set, ]
  d$event <- factor(ifelse(d$target == "", "censor", d$target), c("censor", states))
  d$state <- factor(d$origin, states)
  times <- seq(min(d$start), max(d$stop), length.out = 7)[-1]
  start <- min(d$start)
  weighted <- any(d$weight != 1)
  # Everybody starts in a: R takes an estimated distribution at start.time for certain.
  try_it(set, "curves", {
    fit <- survfit(Surv(start, stop, event) ~ 1, data = d, id = person, istate = state,
                   weights = d$weight, start.time = start, p0 = c(1, 0, 0), timefix = FALSE)
    s <- summary(fit, times = times, extend = TRUE)
    p <- matrix(s$pstate, ncol = length(fit$states)); e <- matrix(s$std.err, ncol = length(fit$states))
    for (k in seq_along(fit$states))
      curves[[length(curves) + 1]] <- data.frame(set = set, time = times, state = fit$states[k],
                                                 probability = p[, k], std_err = e[, k])
  })
  # Leaving a, by hand: Kaplan-Meier and the cumulative hazard of the calendar clock.
  a <- d[d$origin == "a", ]
  if (nrow(a) > 0) try_it(set, "hazards", {
    a$left <- as.integer(a$target != "")
    fit <- survfit(Surv(start, stop, left) ~ 1, data = a, weights = a$weight, robust = FALSE,
                   timefix = FALSE)
    s <- summary(fit, times = times, extend = TRUE)
    hazards[[length(hazards) + 1]] <- data.frame(set = set, time = times, survival = s$surv,
                                                 std_err = s$std.err, hazard = s$cumhaz)
  })
  # The hazard of going from a to b, where both covariates have something to say.
  if (any(a$target == "b")) for (ties in c("efron", "breslow")) try_it(set, "models", {
    a$moved <- as.integer(a$target == "b")
    fit <- coxph(Surv(start, stop, moved) ~ x + group, data = a, weights = a$weight, ties = ties,
                 cluster = person, control = coxph.control(eps = 1e-13, iter.max = 100, timefix = FALSE))
    if (!anyNA(coef(fit))) models[[length(models) + 1]] <- data.frame(
      set = set, ties = ties, term = c("x", "group=h"), coef = coef(fit),
      std_err = sqrt(diag(fit$naive.var)), robust_std_err = sqrt(diag(fit$var)),
      null = fit$loglik[1], log_likelihood = fit$loglik[2])
  })
  # One stay a person from time 0, for tests that know no late entry.
  first <- d[!duplicated(d$person), ]
  first <- first[first$origin == "a", ]
  for (rho in 0:1) if (!weighted && nrow(first) > 0) try_it(set, "tests", {
    first$left <- as.integer(first$target != "")
    first$length <- first$stop - first$start
    s <- survdiff(Surv(length, left) ~ group, data = first, rho = rho)
    tests[[length(tests) + 1]] <- data.frame(set = set, rho = rho, statistic = s$chisq)
  })
}
save <- function(all, name) {
  table <- if (length(all)) do.call(rbind, all) else data.frame()
  numbers <- vapply(table, is.numeric, logical(1))
  table[numbers] <- lapply(table[numbers], function(x) format(x, digits = 17, trim = TRUE))
  write.csv(table, file.path(folder, name), row.names = FALSE, quote = TRUE)
}
save(curves, "curves.csv"); save(hazards, "hazards.csv"); save(tests, "tests.csv")
save(models, "models.csv"); save(skipped, "skipped.csv")
