#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use proptest::prelude::*;

use super::*;

fn close(found: f64, expected: f64, what: &str) {
    // R's `qbeta` and the printed 15 digits leave about 1e-12.
    assert!(
        (found - expected).abs() <= 1e-11 * expected.abs() + 1e-15,
        "{what}: found {found:e}, expected {expected:e}"
    );
}

type Ends = (f64, f64);

/// `binom::binom.confint` 1.1.1.1 in R 4.2.2, methods wilson, exact and agresti-coull, and
/// `qbeta` at s + ½, n − s + ½ for Jeffreys. Its Agresti–Coull ends are not cut at 0 and 1.
const INTERVALS: &[(u64, u64, f64, [Ends; 4])] = &[
    (
        0,
        10,
        0.95,
        [
            (2.00524930032173e-17, 0.277532799862889),
            (0.0, 0.308497107818761),
            (-0.0433545058876565, 0.320887305750546),
            (0.0, 0.217196267509211),
        ],
    ),
    (
        0,
        10,
        0.9,
        [
            (-2.18452486632379e-17, 0.212941970083407),
            (0.0, 0.258865550893052),
            (-0.0358603751466297, 0.248802345230037),
            (0.0, 0.170773108244848),
        ],
    ),
    (
        10,
        10,
        0.95,
        [
            (0.722467200137111, 1.0),
            (0.691502892181239, 1.0),
            (0.679112694249454, 1.04335450588766),
            (0.782803732490789, 1.0),
        ],
    ),
    (
        10,
        10,
        0.9,
        [
            (0.787058029916593, 1.0),
            (0.741134449106948, 1.0),
            (0.751197654769963, 1.03586037514663),
            (0.829226891755152, 1.0),
        ],
    ),
    (
        1,
        10,
        0.95,
        [
            (0.0178762130950729, 0.404150026795238),
            (0.00252857854446176, 0.445016117028195),
            (-0.00394149750452077, 0.425967737394832),
            (0.0110116737631612, 0.381314771066616),
        ],
    ),
    (
        1,
        10,
        0.9,
        [
            (0.0226349087308672, 0.347718667335858),
            (0.00511619689182374, 0.394163302436505),
            (0.00592825775468603, 0.364425318312039),
            (0.0178919880557478, 0.330562803260134),
        ],
    ),
    (
        7,
        20,
        0.95,
        [
            (0.181191824101082, 0.567145723314764),
            (0.153909204784541, 0.592188534532828),
            (0.179926361438228, 0.568411185977618),
            (0.172276213631912, 0.567766093841496),
        ],
    ),
    (
        7,
        20,
        0.9,
        [
            (0.202260040056761, 0.533487311151528),
            (0.177310917574449, 0.558034511315489),
            (0.201412636890814, 0.534334714317475),
            (0.196952705132408, 0.53316532123434),
        ],
    ),
    (
        81,
        263,
        0.95,
        [
            (0.255288519878274, 0.3662095769828),
            (0.252736745585271, 0.367621922601351),
            (0.255220665189997, 0.366277431671078),
            (0.254521934991023, 0.365647499174082),
        ],
    ),
    (
        81,
        263,
        0.9,
        [
            (0.263313617188481, 0.356566349608488),
            (0.261055746009112, 0.358178495575784),
            (0.263273058511937, 0.356606908285033),
            (0.262861479707775, 0.356213613588293),
        ],
    ),
    (
        15,
        148,
        0.95,
        [
            (0.0623863995307363, 0.160487241723308),
            (0.0578440100834485, 0.161650490349479),
            (0.0613859749287973, 0.161487666325247),
            (0.0604485170092964, 0.157643143478741),
        ],
    ),
    (
        15,
        148,
        0.9,
        [
            (0.0674432622468715, 0.1495729317464),
            (0.063518448819351, 0.151768370240628),
            (0.0668353222957738, 0.150180871697498),
            (0.0662503672088576, 0.14785302090954),
        ],
    ),
    (
        3,
        1000,
        0.95,
        [
            (0.00102078388113862, 0.00878301405350317),
            (0.000619099931649547, 0.00874202323847828),
            (0.000581432352708982, 0.00922236558193281),
            (0.000845634801829835, 0.00798436735840347),
        ],
    ),
    (
        3,
        1000,
        0.9,
        [
            (0.00119956247841627, 0.00748249130190569),
            (0.000818175398221821, 0.00773524471847942),
            (0.000926016000537893, 0.00775603777978406),
            (0.00108444344213098, 0.00701764221232704),
        ],
    ),
    (
        500000,
        1000000,
        0.95,
        [
            (0.499020019890005, 0.500979980109995),
            (0.499019519195312, 0.500980480804688),
            (0.499020019890005, 0.500979980109995),
            (0.499020019193864, 0.500979980806136),
        ],
    ),
    (
        500000,
        1000000,
        0.9,
        [
            (0.499177574299078, 0.500822425700922),
            (0.499177073949477, 0.500822926050523),
            (0.499177574299078, 0.500822425700922),
            (0.499177573948408, 0.500822426051592),
        ],
    ),
];

#[test]
fn intervals_agree_with_r() {
    for &(s, n, level, [w, e, a, j]) in INTERVALS {
        let clipped = (a.0.max(0.0), a.1.min(1.0));
        for (method, expected) in [
            (Interval::Wilson, w),
            (Interval::ClopperPearson, e),
            (Interval::AgrestiCoull, clipped),
            (Interval::Jeffreys, j),
        ] {
            let found = method.of(s, n, level);
            close(found.0, expected.0, &format!("{method:?} lower of {s}/{n} at {level}"));
            close(found.1, expected.1, &format!("{method:?} upper of {s}/{n} at {level}"));
        }
    }
}

/// Sums of exact fractions (Python's `fractions`): at least, at most, two-sided.
const TESTS: &[(u64, u64, f64, [f64; 3])] = &[
    (5, 17, 0.5, [0.9754791259765625, 0.0717315673828125, 0.143463134765625]),
    (7, 20, 0.3, [0.391990187799076, 0.7722717974181605, 0.6294979666766777]),
    (0, 10, 0.25, [1.0, 0.056313514709472656, 0.07604122161865234]),
    (10, 10, 0.25, [9.5367431640625e-07, 1.0, 9.5367431640625e-07]),
    (325, 448, 0.5, [2.0893415245682513e-22, 1.0, 4.1786830491365025e-22]),
    (3, 1000, 0.01, [0.9973205680062085, 0.010072654772014378, 0.02390523650202289]),
    (1, 3, 0.3333333333333333, [0.7037037037037037, 0.7407407407407408, 1.0]),
    (40, 667, 0.0625, [0.6289949438078861, 0.43357639660558184, 0.8728205408912352]),
    (600, 667, 0.5, [2.6834679286839737e-108, 1.0, 5.3669358573679475e-108]),
    (6, 10, 0.625, [0.6942718755453825, 0.5532562024891376, 1.0]),
];

#[test]
fn tests_agree_with_exact_fractions() {
    for &(s, n, p, [greater, less, two_sided]) in TESTS {
        let what = format!("{s}/{n} at {p}");
        close(binomial_test(s, n, p, Alternative::Greater), greater, &what);
        close(binomial_test(s, n, p, Alternative::Less), less, &what);
        close(binomial_test(s, n, p, Alternative::TwoSided), two_sided, &what);
    }
    // R 4.2.2: binom.test(5, 17)$p.value.
    close(binomial_test(5, 17, 0.5, Alternative::TwoSided), 0.143463134765625, "5/17");
}

#[test]
fn the_ends_are_exact() {
    for n in [1, 7, 448, 1 << 40] {
        for method in [Interval::Wilson, Interval::ClopperPearson, Interval::Jeffreys] {
            assert_eq!(method.of(0, n, 0.95).0, 0.0);
            assert_eq!(method.of(n, n, 0.95).1, 1.0);
        }
    }
    // Clopper–Pearson has a closed form there: 1 − (α/2)^(1/n).
    let n = 1_000_000_000_u64;
    let upper = -((0.025_f64).ln() / n as f64).exp_m1();
    close(clopper_pearson(0, n, 0.95).1, upper, "0 of 1e9");
    close(clopper_pearson(n, n, 0.95).0, 1.0 - upper, "1e9 of 1e9");
}

#[test]
fn nothing_to_answer_is_nan() {
    for method in
        [Interval::Wilson, Interval::ClopperPearson, Interval::AgrestiCoull, Interval::Jeffreys]
    {
        for (s, n, level) in
            [(0, 0, 0.95), (2, 1, 0.95), (1, 2, 0.0), (1, 2, 1.0), (1, 2, f64::NAN)]
        {
            let (lower, upper) = method.of(s, n, level);
            assert!(lower.is_nan() && upper.is_nan(), "{method:?} {s}/{n} at {level}");
        }
    }
    assert!(binomial_test(1, 2, f64::NAN, Alternative::Greater).is_nan());
    assert!(binomial_test(3, 2, 0.5, Alternative::TwoSided).is_nan());
    assert_eq!(binomial_test(0, 0, 0.5, Alternative::Greater), 1.0);
    assert_eq!(binomial_test(0, 0, 0.5, Alternative::TwoSided), 1.0);
    assert_eq!(binomial_test(2, 2, 1.0, Alternative::TwoSided), 1.0);
    assert_eq!(binomial_test(1, 2, 0.0, Alternative::TwoSided), 0.0);
}

fn counts() -> impl Strategy<Value = (u64, u64)> {
    (1_u64..3000).prop_flat_map(|n| (0..=n, Just(n)))
}

proptest! {
    /// Yes and no are mirror images, the interval holds the share, and a higher level widens it.
    #[test]
    fn intervals_mirror_and_nest((s, n) in counts(), level in 0.01_f64..0.999) {
        let share = s as f64 / n as f64;
        for method in
            [Interval::Wilson, Interval::ClopperPearson, Interval::AgrestiCoull, Interval::Jeffreys]
        {
            let (lower, upper) = method.of(s, n, level);
            let (mirrored_lower, mirrored_upper) = method.of(n - s, n, level);
            prop_assert!((lower + mirrored_upper - 1.0).abs() < 1e-12);
            prop_assert!((upper + mirrored_lower - 1.0).abs() < 1e-12);
            prop_assert!(0.0 <= lower && lower < upper && upper <= 1.0);
            let (wider_lower, wider_upper) = method.of(s, n, 0.5 + 0.5 * level);
            prop_assert!(wider_lower <= lower && upper <= wider_upper);
            // Jeffreys' median-like intervals at tiny levels may miss the share; others never.
            if method != Interval::Jeffreys || level > 0.5 {
                prop_assert!(lower <= share + 1e-12 && share <= upper + 1e-12);
            }
        }
    }

    /// The exact interval holds p just where the test does not reject.
    #[test]
    fn exact_interval_inverts_the_test((s, n) in counts(), p in 0.001_f64..0.999) {
        for alternative in [Alternative::Greater, Alternative::Less] {
            let (lower, upper) = binomial_test_interval(s, n, 0.95, alternative);
            let p_value = binomial_test(s, n, p, alternative);
            // The level 1 − 0.95 is itself rounded; leave the last digits undecided.
            if (p_value - 0.05).abs() > 1e-9 {
                prop_assert_eq!(p_value > 0.05, lower <= p && p <= upper);
            }
        }
        let two = binomial_test(s, n, p, Alternative::TwoSided);
        prop_assert!((0.0..=1.0).contains(&two));
        let least = binomial_test(s, n, p, Alternative::Greater)
            .min(binomial_test(s, n, p, Alternative::Less));
        prop_assert!(two >= least * (1.0 - 1e-12));
    }
}
