"""The employment cohort: 591 persons certified in four states, their employment on exact
dates since certification, and what interviews in 2020, 2021 and 2022 saw of it.

Each person's history is drawn first, as a chain of exponential waiting times whose rates
depend on the state, the time in it and the calendar. Persons are kept until the counts of
2020 are met; then those who answer in 2021 and 2022 are chosen so that the published counts
are met to the person.
"""

import datetime

from .chance import Chance, spread

PEER = ("peer-job", "advanced-peer-job")
EMPLOYED = (*PEER, "other-job")

US_STATES = {"OR": 64, "TX": 129, "PA": 226, "NC": 172}
GENDERS = {"female": 390, "male": 183, "non-binary": 18}
EDUCATION = {
    "high school or less": 88,
    "some college": 229,
    "associate": 88,
    "bachelor": 134,
    "graduate": 52,
}
# How many answer in each wave, by what they do: in a peer job, in another job, in none. The
# total, the employed and the peer jobs of 2020 and 2022 are published; the rest is made up.
WAVES = {
    "2020": {"peer": 325, "other": 123, "none": 143},
    "2021": {"peer": 226, "other": 103, "none": 119},
    "2022": {"peer": 175, "other": 104, "none": 85},
}

# From when on a state's registry reports employment: who was certified there earlier is
# observed from that day only (delayed entry).
REPORTS_FROM = {
    "NC": datetime.date(2016, 1, 1),
    "PA": datetime.date(2016, 1, 1),
    "OR": datetime.date(2018, 1, 1),
    "TX": datetime.date(2018, 7, 1),
}

# Transitions a year.
RATES = {
    "seeking": {
        "peer-job": 1.9,
        "other-job": 0.45,
        "school": 0.08,
        "left-workforce": 0.14,
        "training": 0.05,
    },
    "training": {"seeking": 2.5, "peer-job": 1.5},
    "peer-job": {
        "advanced-peer-job": 0.06,
        "other-job": 0.11,
        "seeking": 0.12,
        "school": 0.02,
        "left-workforce": 0.06,
    },
    "advanced-peer-job": {
        "other-job": 0.08,
        "seeking": 0.04,
        "left-workforce": 0.03,
        "peer-job": 0.03,
    },
    "other-job": {
        "peer-job": 0.14,
        "seeking": 0.12,
        "school": 0.02,
        "left-workforce": 0.04,
    },
    "school": {"peer-job": 0.35, "other-job": 0.35, "seeking": 0.3},
    "left-workforce": {"seeking": 0.2, "peer-job": 0.05},
}
REASONS = {
    "advanced-peer-job": {"promotion": 1},
    "other-job": {"pay": 6, "burnout": 3, "lack of support": 2, "hours": 2, "moved": 1},
    "seeking": {
        "funding ended": 4,
        "laid off": 3,
        "burnout": 2,
        "moved": 1,
        "health": 1,
    },
    "school": {"education": 1},
    "left-workforce": {"health": 5, "family": 3, "retirement": 2, "burnout": 2},
    "peer-job": {"stepped down": 1},
}
DAY = datetime.timedelta(days=1)


def persons(seed):
    chance = Chance(seed)
    places, genders = spread(chance, US_STATES), spread(chance, GENDERS)
    education = spread(chance, EDUCATION)
    wanted = dict(WAVES["2020"])
    kept = []
    while len(kept) < len(places):
        at = len(kept)
        person = {
            "us_state": places[at],
            "gender": genders[at],
            "education": education[at],
            "age": min(74, max(21, round(chance.bell(47, 11)))),
        }
        person["certified"] = datetime.date(2016, 7, 1) + DAY * chance.whole(0, 1275)
        person["interviews"] = {
            wave: datetime.date(int(wave), 4, 1) + DAY * chance.whole(0, 90) for wave in WAVES
        }
        person["history"] = history(chance, person)
        kind = kind_at(person, "2020")
        if wanted[kind] > 0 and apart_from_interviews(person):
            wanted[kind] -= 1
            kept.append(person)
    for number, person in enumerate(kept, 1):
        person["person"] = f"synthetic-c{number:03}"
        person["answered"] = ["2020"]
    for wave in ("2021", "2022"):
        for person in answering(chance, kept, wave):
            person["answered"].append(wave)
    return kept


def history(chance, person):
    """The states since certification, as pairs of the first day and the state."""
    day = person["certified"]
    state = (
        "seeking" if chance.happens(0.66) else "peer-job" if chance.happens(0.75) else "other-job"
    )
    entries = [(day, state)]
    end = datetime.date(2022, 12, 31)
    while True:
        wait, target = next_transition(chance, person, state, day)
        day += DAY * max(7, round(365.25 * wait)) if wait < 20 else end - day
        if day >= end:
            return entries
        entries.append((day, target))
        state = target


def next_transition(chance, person, state, day):
    """How many years until the next transition, and where to."""
    rates = dict(RATES[state])
    if state == "peer-job":
        # Employment in peer roles thinned out in the second and third year of the study.
        harder = 1.6 if day.year >= 2019 else 1.0
        rates = {
            target: rate * (harder if target != "advanced-peer-job" else 1.0)
            for target, rate in rates.items()
        }
    if "peer-job" in rates:
        rates["peer-job"] *= {"NC": 1.0, "OR": 1.3, "PA": 1.05, "TX": 0.8}[person["us_state"]]
        rates["peer-job"] *= 0.85 if person["age"] >= 55 else 1.0
    waits = {target: chance.waiting_time(rate) for target, rate in rates.items()}
    target = min(waits, key=waits.get)
    if state == "seeking" and waits[target] > 0.6:
        # Who has looked for seven months finds less readily.
        slower = {target: chance.waiting_time(0.35 * rate) for target, rate in rates.items()}
        target = min(slower, key=slower.get)
        return 0.6 + slower[target], target
    return waits[target], target


def state_on(person, day):
    return [state for first, state in person["history"] if first <= day][-1]


def kind_at(person, wave):
    state = state_on(person, person["interviews"][wave])
    return "peer" if state in PEER else "other" if state in EMPLOYED else "none"


def apart_from_interviews(person):
    """No transition on an interview day, so that there is no question which state it saw."""
    return not {first for first, _ in person["history"]} & set(person["interviews"].values())


def answering(chance, cohort, wave):
    """Who answers: as many as wanted of each kind; who answered before and who is older or a
    woman is more likely to."""
    order = []
    for number, person in enumerate(cohort):
        weight = 1.0 if len(person["answered"]) == int(wave) - 2020 else 0.3
        weight *= 1.2 if person["gender"] == "female" else 1.0
        weight *= 1.2 if person["age"] >= 40 else 1.0
        order.append((chance.waiting_time(weight), number, person))
    wanted = dict(WAVES[wave])
    chosen = []
    for _, _, person in sorted(order, key=lambda entry: entry[:2]):
        kind = kind_at(person, wave)
        if wanted[kind] > 0:
            wanted[kind] -= 1
            chosen.append(person)
    if any(wanted.values()):
        raise ValueError(f"too few persons for wave {wave}: {wanted}")
    return chosen


CONSTANT = ("us_state", "gender", "education", "age")
EVENT_COLUMNS = ["person", "certified", "date", "state", "reason", *CONSTANT]


def events(cohort):
    """A row for each entry into a state, and one without a state where observation ends: on
    the day of the last interview."""
    for person in cohort:
        begin = max(person["certified"], REPORTS_FROM[person["us_state"]])
        end = person["interviews"][person["answered"][-1]]
        constant = {key: person[key] for key in ("person", "certified", *CONSTANT)}
        rows = [(begin, state_on(person, begin), "")]
        before = rows[0][1]
        for day, state in person["history"]:
            if begin < day < end:
                reason = REASONS[state] if before in PEER and state in REASONS else None
                rows.append((day, state, chance_of_reason(person, day, reason)))
                before = state
        rows.append((end, "", ""))
        for day, state, reason in rows:
            yield {**constant, "date": day, "state": state, "reason": reason}


def chance_of_reason(person, day, weights):
    """The reason for leaving a peer job; every tenth is not known."""
    if weights is None:
        return ""
    chance = Chance(f"{person['person']} {day}")
    return "" if chance.happens(0.1) else chance.weighted(weights)


WAVE_COLUMNS = [
    "person",
    "wave",
    "interviewed",
    "state",
    "satisfaction",
    "wage",
    *CONSTANT,
]


def waves(cohort):
    """A row for each interview held. Who is employed rates satisfaction with the job from 1 to
    5 and gives the hourly wage in dollars; some decline."""
    for person in cohort:
        chance = Chance(person["person"])
        level = chance.bell(0, 1.8)
        for wave in person["answered"]:
            day = person["interviews"][wave]
            state = state_on(person, day)
            row = {
                "person": person["person"],
                "wave": wave,
                "interviewed": day,
                "state": state,
                "satisfaction": "",
                "wage": "",
                **{key: person[key] for key in CONSTANT},
            }
            content, pay = chance.bell(0, 0.8), chance.bell(0, 0.6)
            declines = chance.number()
            if state in EMPLOYED:
                peer = state in PEER
                row["satisfaction"] = min(5, max(1, round((4.1 if peer else 3.5) + content)))
                years = int(wave) - 2020
                base = 15.9 + 0.6 * years if peer else 15.6 + 1.0 * years
                base += 3.0 if state == "advanced-peer-job" else 0.0
                if declines > 0.05:
                    row["wage"] = f"{max(7.25, base + level + pay):.2f}"
            yield row
