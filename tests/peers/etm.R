# What R's etm says of many small data sets: reads folder/rows.csv, writes folder/matrices.csv and
# folder/refused.csv. Called by tests/python/test_peers.py.
suppressMessages(library(etm))
folder <- commandArgs(trailingOnly = TRUE)[1]
rows <- read.csv(file.path(folder, "rows.csv"))
states <- c("a", "b", "c")
moves <- matrix(TRUE, 3, 3, dimnames = list(states, states)); diag(moves) <- FALSE
matrices <- list(); refused <- list()

# Of a step function, what holds at a time; NULL before its first step.
at <- function(fit, time) {
  step <- findInterval(time, fit$time)
  if (step == 0) NULL else list(p = fit$est[, , step], v = fit$cov[, , step])
}

for (set in unique(rows$set)) {
  d <- rows[rows$set == set, ]
  # etm has no weights.
  if (any(d$weight != 1)) next
  data <- data.frame(id = d$person, from = d$origin, to = ifelse(d$target == "", "cens", d$target),
                     entry = d$start, exit = d$stop)
  first <- min(d$start); last <- max(d$stop)
  for (from in c(first, first + (last - first) / 3)) tryCatch({
    fit <- etm(data, states, moves, "cens", s = from, covariance = TRUE)
    for (time in from + (last - from) * c(0.3, 0.6, 0.95)) {
      here <- at(fit, time)
      if (is.null(here)) next
      # Variances alone: version 1.1.1, which is Debian's, leaves covariances between cells at 0. They
      # are held against those of version 1.1.2 by the vector emp200_matrix_covariance_0_365.
      for (origin in states) for (target in states) {
        cell <- paste(origin, target)
        matrices[[length(matrices) + 1]] <- data.frame(
          set = set, start = from, time = time, origin = origin, target = target,
          probability = here$p[origin, target], variance = here$v[cell, cell])
      }
    }
  }, error = function(e) refused[[length(refused) + 1]] <<- data.frame(set = set, why = conditionMessage(e)))
}
save <- function(all, name) {
  table <- if (length(all)) do.call(rbind, all) else data.frame(set = integer(0))
  numbers <- vapply(table, is.double, logical(1))
  table[numbers] <- lapply(table[numbers], function(x) format(x, digits = 17, trim = TRUE))
  write.csv(table, file.path(folder, name), row.names = FALSE, quote = TRUE)
}
save(matrices, "matrices.csv"); save(refused, "refused.csv")
