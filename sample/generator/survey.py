"""The competency survey: 667 respondents in four states who rate how well their training
covered the 12 categories of SAMHSA's core competencies of 2015, from 1 (not at all) to 5
(fully).

Two latent profiles lie behind the ratings, as the study found; their sizes and means were
not published and are made up here, as is the spread over the states.
"""

from .chance import Chance, shifted_to_total, spread

ITEMS = {
    "relationships": "samhsa-2015/I",
    "giving_support": "samhsa-2015/II",
    "lived_experience": "samhsa-2015/III",
    "tailoring": "samhsa-2015/IV",
    "planning": "samhsa-2015/V",
    "linking": "samhsa-2015/VI",
    "informing": "samhsa-2015/VII",
    "crisis": "samhsa-2015/VIII",
    "communication": "samhsa-2015/IX",
    "teamwork": "samhsa-2015/X",
    "advocacy": "samhsa-2015/XI",
    "growth": "samhsa-2015/XII",
}
# How far below or above the average of its profile each category is rated.
LEANING = dict(zip(ITEMS, [0.25, 0.2, 0.4, 0.05, -0.05, -0.1, -0.1, -0.45, 0.2, -0.2, -0.3, 0.1]))
COLUMNS = [
    "respondent",
    "state",
    "employed",
    "years_experience",
    "education",
    "race",
    "gender",
    "age",
    "prepared",
    *ITEMS,
]

STATES = {"NC": 251, "VA": 168, "TN": 136, "KY": 112}
RACES = {
    "White": 480,
    "Black": 133,
    "Hispanic or Latino": 20,
    "more than one": 20,
    "Asian": 7,
    "American Indian or Alaska Native": 7,
}
GENDERS = {"female": 487, "male": 168, "non-binary": 12}
EDUCATION = {
    "less than high school": 9,
    "high school": 104,
    "some college": 244,
    "associate": 109,
    "bachelor": 133,
    "graduate": 68,
}
SOME_COLLEGE = {"some college", "associate", "bachelor", "graduate"}
EMPLOYED = {"yes": 400, "no": 267}
YEARS_IN_TOTAL = 667 * 4
AGE_IN_TOTAL = 667 * 45


def respondents(seed):
    chance = Chance(seed)
    n = sum(STATES.values())
    years = [min(25, int(chance.waiting_time(1 / 4.0))) for _ in range(n)]
    ages = [min(78, max(21, round(chance.bell(45, 11)))) for _ in range(n)]
    columns = zip(
        spread(chance, STATES),
        spread(chance, EMPLOYED),
        shifted_to_total(chance, years, YEARS_IN_TOTAL, 0, 25),
        spread(chance, EDUCATION),
        spread(chance, RACES),
        spread(chance, GENDERS),
        shifted_to_total(chance, ages, AGE_IN_TOTAL, 21, 78),
    )
    rows = []
    for number, (state, employed, years, education, race, gender, age) in enumerate(columns, 1):
        row = {
            "respondent": f"synthetic-r{number:03}",
            "state": state,
            "employed": employed,
            "years_experience": years,
            "education": education,
            "race": race,
            "gender": gender,
            "age": age,
        }
        high = covers_highly(chance, row)
        row["prepared"] = "yes" if chance.happens(0.965 if high else 0.89) else "no"
        row.update(ratings(chance, high))
        rows.append(row)
    return rows


def covers_highly(chance, row):
    """Whether the respondent is of the profile of highly sufficient coverage. It goes with the
    predictors that the study names, in directions that are made up."""
    share = 0.60 + {"NC": 0.04, "TN": 0.08, "VA": -0.03, "KY": -0.10}[row["state"]]
    share += 0.015 * (4 - min(row["years_experience"], 12))
    share += -0.06 if row["education"] in {"bachelor", "graduate"} else 0.03
    share += 0.06 if row["race"] == "Black" else 0.0
    return chance.happens(min(0.95, max(0.05, share)))


def ratings(chance, high):
    middle, deviation = (4.45, 0.62) if high else (3.1, 0.85)
    own = chance.bell(0, 0.3)
    answers = {}
    for item in ITEMS:
        value = round(chance.bell(middle + own + LEANING[item], deviation))
        answers[item] = "" if chance.happens(0.012) else min(5, max(1, value))
    # Some break off on the way, and a few do not answer this page at all.
    breaks_off = 0 if chance.happens(0.009) else len(ITEMS)
    if chance.happens(0.03):
        breaks_off = chance.whole(6, len(ITEMS) - 1)
    for item in list(ITEMS)[breaks_off:]:
        answers[item] = ""
    return answers
