"""Applicants' dossiers, 240 of them, with the gaps that registries know: hours that are short,
old or not approved, a reference that never came, an examination not yet taken, a certificate
from another state, sections that nobody has closed.

Each applicant has a home state and is shaped on its credential: ready, ready but for one or
two gaps, or at the beginning.
"""

import datetime

from .chance import Chance, spread

AS_OF = datetime.date(2026, 11, 21)
DAY = datetime.timedelta(days=1)

HOMES = {"US-NC": 78, "US-TN": 60, "US-VA": 54, "US-KY": 48}
STAGES = {"ready": 96, "gap": 96, "beginner": 48}
SECTIONS = [
    "attestations",
    "education",
    "hours",
    "spans",
    "exams",
    "screenings",
    "credentials",
    "references",
    "documents",
    "residence",
]
# Births that tell implementations apart: a leap day, 18 today, 18 tomorrow, 18 long ago.
NOTABLE_BIRTHS = ["1996-02-29", "2008-11-21", "2008-11-22", "2000-02-29", "1938-01-01"]
LEVELS = {
    "primary": 10,
    "secondary": 95,
    "some-college": 70,
    "certificate": 12,
    "associate": 25,
    "bachelor": 22,
    "master": 6,
}
EXAMS = {
    "US-VA": ["icrc-pr"],
    "US-KY": ["icrc-pr"],
    "US-TN": ["us-tn/cprs-training-tests", "us-tn/cprs-role-play"],
}
CREDENTIALS = {
    "US-NC": "us-nc/cpss",
    "US-TN": "us-tn/cprs",
    "US-VA": "us-va/cprs",
    "US-KY": "us-ky/radpss",
}
GAPS = [
    "short hours",
    "old training",
    "not approved",
    "one reference",
    "short recovery",
    "no exam",
    "failed exam",
    "no ethics",
    "no schooling",
    "short work",
    "family hours",
    "early recovery",
    "no statement",
]


def dossiers(seed):
    chance = Chance(seed)
    n = sum(HOMES.values())
    homes, stages = spread(chance, HOMES), spread(chance, STAGES)
    return [
        Applicant(chance, number, homes[number], stages[number]).dossier() for number in range(n)
    ]


class Applicant:
    def __init__(self, chance, number, home, stage):
        self.chance, self.number, self.home, self.stage = chance, number, home, stage
        count = {"ready": 0, "gap": chance.whole(1, 2), "beginner": 3}[stage]
        self.gaps = set(chance.shuffled(GAPS)[:count])
        self.applied = AS_OF - DAY * chance.whole(5, 75)
        self.trained = self.applied - DAY * chance.whole(20, 400)
        self.entries = 0
        self.sections = {}

    def add(self, section, **entry):
        self.entries += 1
        self.sections.setdefault(section, []).append({"id": f"e{self.entries}", **entry})

    def dossier(self):
        self.person()
        self.statements()
        self.schooling()
        self.training()
        self.work()
        self.time_in_recovery()
        self.examination()
        self.references()
        self.papers()
        self.place()
        self.other_credentials()
        document = {
            "format": "peerpath/dossier/1",
            "person": f"synthetic-{self.number + 1:04}",
        }
        if self.born:
            document["born"] = self.born
        document.update(self.sections)
        document["complete"] = self.closed()
        return document

    def person(self):
        chance = self.chance
        if self.number < len(NOTABLE_BIRTHS):
            self.born = datetime.date.fromisoformat(NOTABLE_BIRTHS[self.number])
        else:
            age = min(74, max(19, round(chance.bell(43, 11))))
            self.born = datetime.date(2026 - age, 1, 1) + DAY * chance.whole(0, 300)
            if chance.happens(0.03):
                self.born = None
        if not chance.happens(0.05):
            self.add("events", kind="application", on=self.applied)

    def attest(self, statement, holds=True, proof="self"):
        entry = {"statement": statement, "on": self.applied, "holds": holds}
        self.add("attestations", **entry, proof=proof)

    def statements(self):
        chance = self.chance
        if "no statement" not in self.gaps:
            self.attest("lived-experience")
        elif chance.happens(0.4):
            self.attest("family-lived-experience")
        if "early recovery" in self.gaps and chance.happens(0.3):
            self.attest("in-recovery", holds=False)
        elif not chance.happens(0.08):
            self.attest("in-recovery", proof=chance.pick(["self", "self", "reference"]))
        if "no ethics" not in self.gaps:
            self.attest("code-of-ethics")
        if not chance.happens(0.15):
            self.attest("literacy")
        if self.home == "US-TN" and not chance.happens(0.1):
            self.attest("has-conservator", holds=chance.happens(0.03))
        if self.home == "US-KY" and "family hours" not in self.gaps:
            self.attest("suicide-training", proof="official")

    def schooling(self):
        level = "primary" if "no schooling" in self.gaps else self.chance.weighted(LEVELS)
        if self.stage == "ready" and level == "primary":
            level = "secondary"
        entry = {"level": level}
        if self.born and self.chance.happens(0.8):
            finished = max(self.born.year + 18, 1955)
            if finished < 2026:
                entry["on"] = datetime.date(finished, 6, 10)
        self.add("education", **entry)

    def training(self):
        chance, home = self.chance, self.home
        if self.stage == "beginner" and chance.happens(0.35):
            return
        core = {"US-NC": 50, "US-TN": 40, "US-VA": 72, "US-KY": 40}[home]
        core += chance.pick([0, 0, 0, 5, 10])
        if "short hours" in self.gaps:
            core -= chance.pick([2, 5, 8, 10, 20])
        ended = self.trained
        if "old training" in self.gaps:
            ended -= DAY * chance.whole(731, 1500)
        entry = {
            "of": "training",
            "amount": core,
            "from": ended - DAY * chance.whole(4, 40),
            "to": ended,
            "topics": ["peer-support-core", "samhsa-core-competencies"],
            "mode": chance.pick(["in-person", "in-person", "live-online", "hybrid"]),
            "provider": f"Synthetic Training {chance.pick('ABCDE')}",
        }
        if "not approved" in self.gaps:
            if chance.happens(0.5):
                entry["approved"] = False
        else:
            entry["approved"] = True
        self.add("hours", **entry, jurisdiction=home, proof="official")
        self.further_training(ended)

    def further_training(self, ended):
        """What NC asks for on top of the course, and the subjects that KY asks for."""
        chance = self.chance
        if self.home == "US-NC":
            if "family hours" in self.gaps:
                self.topic_hours(20, "children-and-families", ended)
            else:
                family = chance.pick([0, 0, 4, 8, 12])
                if family:
                    self.topic_hours(family, "children-and-families", ended)
                missing = 20 - min(family, 8)
                if "short hours" in self.gaps and chance.happens(0.5):
                    missing -= 4
                self.topic_hours(
                    missing,
                    chance.pick(["mental-health", "substance-use", "trauma"]),
                    ended,
                )
        if self.home == "US-KY":
            hours = {
                "ethics": 16,
                "domestic-violence": 3,
                "hiv": 2,
                "suicide-prevention": 6,
                "advocacy": 10,
                "mentoring-and-education": 10,
                "recovery-support": 10,
            }
            for topic, amount in hours.items():
                if "short hours" in self.gaps and topic in ("ethics", "hiv"):
                    amount -= 1
                if not ("family hours" in self.gaps and topic == "domestic-violence"):
                    self.topic_hours(amount, topic, ended)
        elif chance.happens(0.25):
            self.topic_hours(chance.pick([3, 6, 16]), "ethics", ended)

    def topic_hours(self, amount, topic, ended):
        day = min(ended + DAY * self.chance.whole(-120, 60), self.applied)
        self.add(
            "hours",
            of="training",
            amount=amount,
            to=day,
            topics=[topic],
            mode=self.chance.pick(["online", "in-person"]),
            approved=True,
        )

    def work(self):
        chance, home = self.chance, self.home
        target = {"US-NC": 0, "US-TN": 75, "US-VA": 500, "US-KY": 500}[home]
        if target == 0 and chance.happens(0.7) or self.stage == "beginner" and chance.happens(0.6):
            return
        target = target or chance.pick([100, 500, 1200])
        amount = target + chance.pick([0, 5, 20, 60])
        if "short work" in self.gaps:
            amount = round(target * chance.pick([0.3, 0.6, 0.9, 0.98]))
        length = max(60, amount // 3)
        begin = self.applied - DAY * min(length, 300)
        entry = {
            "of": "supervised-work",
            "amount": amount,
            "from": begin,
            "to": self.applied - DAY * 3,
            "setting": chance.pick(
                [
                    "recovery-community",
                    "hospital",
                    "outpatient-clinic",
                    "crisis-service",
                ]
            ),
            "jurisdiction": home,
            "supervisor": "qualified-supervisor",
            "proof": "supervisor",
        }
        if chance.happens(0.1):
            # A registry that took the hours but not who supervised them.
            entry["of"] = "work"
            del entry["supervisor"]
        self.add("hours", **entry)
        supervision = {"US-TN": 3, "US-VA": 25, "US-KY": 25}.get(home, 4)
        if "short work" in self.gaps and chance.happens(0.5):
            supervision = supervision // 2
        self.add(
            "hours",
            of="supervision-received",
            amount=supervision,
            **{"from": begin},
            to=self.applied - DAY * 3,
            supervisor="qualified-supervisor",
            jurisdiction=home,
            proof="supervisor",
        )

    def time_in_recovery(self):
        chance = self.chance
        if "early recovery" in self.gaps:
            months = chance.whole(3, 11)
        elif "short recovery" in self.gaps:
            months = chance.whole(12, 23)
        else:
            months = chance.whole(26, 200)
        if chance.happens(0.06):
            return
        begin = AS_OF - DAY * round(30.4375 * months)
        if months > 60 and chance.happens(0.15):
            # A return to use, then a new beginning.
            back = begin + DAY * round(30.4375 * chance.whole(12, months - 30))
            self.add("spans", of="recovery", **{"from": begin}, to=back)
            begin = back + DAY * chance.whole(30, 120)
        self.add("spans", of="recovery", **{"from": begin}, to=None)

    def examination(self):
        chance = self.chance
        if self.home not in EXAMS or "no exam" in self.gaps:
            return
        if self.stage == "beginner" and chance.happens(0.7):
            return
        day = max(self.trained + DAY * 5, self.applied - DAY * chance.whole(1, 120))
        for name in EXAMS[self.home]:
            if "failed exam" in self.gaps:
                self.add("exams", name=name, on=day, passed=False)
                return
            if chance.happens(0.12):
                self.add("exams", name=name, on=day - DAY * 40, passed=False)
            self.add("exams", name=name, on=day, passed=True)

    def references(self):
        chance = self.chance
        count = 1 if "one reference" in self.gaps else chance.pick([2, 2, 3])
        if self.stage == "beginner":
            count = chance.whole(0, 1)
        kinds = chance.shuffled(["employer", "supervisor", "counsellor", "colleague", "sponsor"])
        for place, kind in enumerate(kinds[:count]):
            known = self.applied - DAY * chance.whole(200, 3000)
            if place == 0 and self.stage == "ready":
                known = self.applied - DAY * chance.whole(400, 3000)
            entry = {"from": kind, "known_since": known, "on": self.applied}
            # Some forms do not ask what a reference speaks to.
            if not chance.happens(0.1):
                recovery = place == 1 or chance.happens(0.3)
                entry["about"] = ["recovery", "character"] if recovery else ["character"]
            self.add("references", **entry)

    def papers(self):
        chance = self.chance
        if "no ethics" not in self.gaps:
            self.add("documents", kind="code-of-ethics", on=self.applied)
        if self.home == "US-KY" and "one reference" not in self.gaps:
            for _ in range(2):
                self.add("documents", kind="letter-of-support", on=self.applied)
        if chance.happens(0.8 if self.home in ("US-TN", "US-VA") else 0.25):
            findings = [] if chance.happens(0.93) else None
            entry = {
                "kind": "criminal-record",
                "on": self.applied - DAY * chance.whole(0, 300),
            }
            self.add(
                "screenings",
                **entry,
                **({} if findings is None else {"findings": findings}),
            )

    def place(self):
        chance = self.chance
        if chance.happens(0.04):
            return
        lived = self.applied - DAY * chance.whole(100, 6000)
        self.add("residence", **{"in": self.home}, **{"from": lived}, to=None, share=1.0)

    def other_credentials(self):
        chance = self.chance
        if not chance.happens(0.14):
            return
        state = chance.pick([state for state in HOMES if state != self.home])
        issued = AS_OF - DAY * chance.whole(60, 1400)
        expires = issued.replace(day=1, year=issued.year + 2)
        self.add(
            "credentials",
            credential=CREDENTIALS[state],
            issued=issued,
            expires=expires,
            status="active" if expires >= AS_OF else "lapsed",
            jurisdiction=state,
        )

    def closed(self):
        """The sections that the registry has closed: an application that is complete has most."""
        share = {"ready": 0.85, "gap": 0.75, "beginner": 0.45}[self.stage]
        return [section for section in SECTIONS if self.chance.happens(share)]
