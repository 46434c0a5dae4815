"""The published figures that the sample is shaped on, each with a recipe that counts the same
figure in the sample: of the rows of a file for which every column in `of` has one of the
values listed, those for which every column in `where` has one too. A recipe with `mean`
averages that column instead. A column may stand in both `of` and `where`.
"""

from .cohort import EMPLOYED, PEER
from .survey import SOME_COLLEGE

FORMAT = "peerpath/published-margins/1"

SOURCES = {
    "ostrow2025": {
        "citation": "Ostrow L, Cook JA, Pelot M, Robinett K, Salzer MS, Burke-Miller JK. "
        "Employment Status Following Peer Specialist Certification: Results of a "
        "3-Year Multistate Survey. Psychiatric Services 2025;76:497-501.",
        "doi": "10.1176/appi.ps.20240166",
        "year": 2025,
    },
    "ostrow2022": {
        "citation": "Ostrow L, Cook JA, Salzer MS, Pelot M, Burke-Miller JK. Employment Outcomes "
        "After Certification as a Behavioral Health Peer Specialist in Four U.S. "
        "States. Psychiatric Services, published online 23 June 2022.",
        "doi": "10.1176/appi.ps.202100651",
        "year": 2022,
    },
    "adjabeng2024": {
        "citation": "Adjabeng BK, de Saxe Zerden L. Assessing the Training for Certified Peer "
        "Support Specialists Who Provide Mental Health and Substance Use Services. "
        "Journal of Behavioral Health Services & Research 2024;51(3):338-354.",
        "doi": "10.1007/s11414-024-09879-2",
        "year": 2024,
    },
}
WAVES, SURVEY = "waves.synthetic.csv", "survey.synthetic.csv"
EMPLOYED, PEER = list(EMPLOYED), list(PEER)


def counted(name, numerator, denominator, of, where, source="ostrow2025"):
    return {
        "name": name,
        "source": source,
        "numerator": numerator,
        "denominator": denominator,
        "percent": None,
        "mean": None,
        "recipe": {"file": WAVES, "of": of, "where": where},
    }


def percentage(name, percent, of, where, source="adjabeng2024", file=SURVEY):
    return {
        "name": name,
        "source": source,
        "numerator": None,
        "denominator": None,
        "percent": percent,
        "mean": None,
        "recipe": {"file": file, "of": of, "where": where},
    }


def average(name, mean, column):
    return {
        "name": name,
        "source": "adjabeng2024",
        "numerator": None,
        "denominator": None,
        "percent": None,
        "mean": mean,
        "recipe": {"file": SURVEY, "of": {}, "mean": column},
    }


def cohort():
    first = {"wave": ["2020"]}
    figures = [
        counted("employed, 2020", 448, 591, first, {"state": EMPLOYED}),
        counted("employed, 2021", 329, 448, {"wave": ["2021"]}, {"state": EMPLOYED}),
        counted("employed, 2022", 279, 364, {"wave": ["2022"]}, {"state": EMPLOYED}),
        counted(
            "in a peer job, of the employed, 2020",
            325,
            448,
            {"wave": ["2020"], "state": EMPLOYED},
            {"state": PEER},
        ),
        counted(
            "in a peer job, of the employed, 2022",
            175,
            279,
            {"wave": ["2022"], "state": EMPLOYED},
            {"state": PEER},
        ),
    ]
    for state, count in {"OR": 64, "TX": 129, "PA": 226, "NC": 172}.items():
        figures.append(
            counted(
                f"certified in {state}",
                count,
                591,
                first,
                {"us_state": [state]},
                source="ostrow2022",
            )
        )
    for gender, percent in {"female": 66, "male": 31}.items():
        figures.append(
            percentage(
                f"{gender}, 2020",
                percent,
                first,
                {"gender": [gender]},
                source="ostrow2022",
                file=WAVES,
            )
        )
    schooling = {
        "high school or less": 15,
        "some college": 39,
        "associate": 15,
        "bachelor": 23,
        "graduate": 9,
    }
    for level, percent in schooling.items():
        figures.append(
            percentage(
                f"schooling: {level}",
                percent,
                first,
                {"education": [level]},
                source="ostrow2022",
                file=WAVES,
            )
        )
    return figures


def respondents():
    everyone = {}
    return [
        percentage("White", 72, everyone, {"race": ["White"]}),
        percentage("Asian", 1, everyone, {"race": ["Asian"]}),
        percentage(
            "American Indian or Alaska Native",
            1,
            everyone,
            {"race": ["American Indian or Alaska Native"]},
        ),
        percentage("female", 73, everyone, {"gender": ["female"]}),
        percentage("some college or higher", 83, everyone, {"education": sorted(SOME_COLLEGE)}),
        percentage(
            "employed as a certified peer support specialist",
            60,
            everyone,
            {"employed": ["yes"]},
        ),
        average("years of experience", 4, "years_experience"),
    ]


def document():
    return {
        "format": FORMAT,
        "about": "Figures published about real cohorts. The sample files beside this one are "
        "SYNTHETIC: drawn so that they reproduce these figures, and nothing else "
        "about real persons.",
        "sources": SOURCES,
        "figures": cohort() + respondents(),
    }
