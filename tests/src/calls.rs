//! The calls that vectors make, through the public Rust API.

use peerpath::competency::{
    BinomialOptions, BinomialRegression, BinomialRegressionOptions, CompareOptions,
    CoverageOptions, MultipleResponseOptions, NeedsOptions, ReliabilityOptions, SurveyColumns,
    WeightedOptions, check_summaries,
};
use peerpath::document::Described;
use peerpath::{Code, Error, Framework, Place, Survey, Table, Watch, document};
use serde_json::{Map, Value};

use crate::vector::folder;
use crate::{agreement, curriculum, hazards, interchange, profiles, standard, transition};

/// A call: from its inputs to its result as JSON.
pub type Call = fn(&Inputs<'_>) -> Result<Value, Error>;

/// Every call that a vector can make, by name.
pub const CALLS: &[(&str, Call)] = &[
    ("alignment", standard::alignment),
    ("binomial_regression.blocks", regression_blocks),
    ("binomial_regression.terms", regression_terms),
    ("catalog", standard::catalog),
    ("cox.of_parts", hazards::of_parts),
    ("crosswalk.reversed", curriculum::reversed),
    ("curriculum.compare", curriculum::compare),
    ("curriculum.coverage", curriculum::coverage),
    ("curriculum.gaps", curriculum::gaps),
    ("curriculum.overlaps", curriculum::overlaps),
    ("curriculum.smallest_selection", curriculum::smallest_selection),
    ("curriculum.through", curriculum::through),
    ("curriculum.to_dossier", curriculum::to_dossier),
    ("dossier.credentials_from_open_badge", interchange::credentials_from_open_badge),
    ("dossier.parse", standard::dossier),
    ("dossier.with_open_badge", interchange::with_open_badge),
    ("framework.from_case", curriculum::from_case),
    ("framework.to_case", curriculum::to_case),
    ("framework.parse", framework_parse),
    ("histories.aalen_johansen.at", transition::at),
    ("histories.aalen_johansen.covariance", transition::covariance),
    ("histories.aalen_johansen.pseudo_mean_times", transition::pseudo_mean_times),
    ("histories.aalen_johansen.pseudo_values", transition::pseudo_values),
    ("histories.aalen_johansen.restricted_mean_time", transition::restricted_mean_time),
    ("histories.aalen_johansen.transition_covariance", transition::transition_covariance),
    ("histories.aalen_johansen.transition_matrix", transition::transition_matrix),
    ("histories.bootstrap", transition::bootstrap),
    ("histories.cumulative_incidence.at", transition::cumulative_incidence_at),
    ("histories.exits", transition::exits),
    ("histories.gray_test", transition::gray_test),
    ("histories.kaplan_meier.at", transition::kaplan_meier_at),
    ("histories.kaplan_meier.quantiles", transition::kaplan_meier_quantiles),
    ("histories.kaplan_meier.restricted_mean_time", transition::kaplan_meier_mean),
    ("histories.landmark.at", transition::landmark_at),
    ("histories.log_rank", transition::log_rank),
    ("histories.markov_test", transition::markov_test),
    ("histories.nelson_aalen.at", transition::nelson_aalen_at),
    ("histories.cox", hazards::cox),
    ("histories.cox.concordance", hazards::concordance),
    ("histories.cox.cumulative_hazard", hazards::cumulative_hazard),
    ("histories.cox.describe", hazards::describe),
    ("histories.cox.proportionality", hazards::proportionality),
    ("histories.cox.residuals", hazards::residuals),
    ("histories.cox.state_probabilities", hazards::state_probabilities),
    ("histories.cox.tests", hazards::tests),
    ("histories.fine_gray", hazards::fine_gray),
    ("histories.fine_gray.cumulative_incidence", hazards::cumulative_incidence),
    ("histories.fine_gray.describe", hazards::fine_gray_describe),
    ("histories.parametric", hazards::parametric),
    ("histories.parametric.describe", hazards::parametric_describe),
    ("histories.parametric.hazards", hazards::parametric_hazards),
    ("histories.risk_table", transition::risk_table),
    ("histories.summarise", transition::summarise),
    ("histories.to_events", transition::to_events),
    ("histories.to_intervals", transition::to_intervals),
    ("histories.to_spells", transition::to_spells),
    ("panel.attrition", transition::attrition),
    ("panel.transition_table", transition::panel_transition_table),
    ("ratings.cohen_kappa", agreement::cohen_kappa),
    ("ratings.consensus", agreement::consensus),
    ("ratings.cultural_consensus", agreement::cultural_consensus),
    ("ratings.delphi", agreement::delphi),
    ("ratings.disagreement", agreement::disagreement),
    ("ratings.overlap", agreement::overlap),
    ("ratings.fleiss_kappa", agreement::fleiss_kappa),
    ("ratings.gwet_ac", agreement::gwet_ac),
    ("ratings.krippendorff_alpha", agreement::krippendorff_alpha),
    ("ratings.pairwise", agreement::pairwise),
    ("ratings.percent_agreement", agreement::percent_agreement),
    ("risk_table.aalen_johansen.at_with_squares", transition::at_with_squares),
    ("standard.assess", standard::assess),
    ("standard.assess_many", standard::assess_many),
    ("standard.compare", standard::compare),
    ("standard.explain", standard::explain),
    ("standard.from_ctdl", interchange::from_ctdl),
    ("standard.lint", standard::lint),
    ("standard.met_on", standard::met_on),
    ("standard.next_steps", standard::next_steps),
    ("standard.parse", standard::parse),
    ("standard.to_ctdl", interchange::to_ctdl),
    ("standard.renewal", standard::renewal),
    ("standard.transfer", standard::transfer),
    ("summaries.check", summaries_check),
    ("survey.binomial", survey_binomial),
    ("survey.compare", survey_compare),
    ("survey.coverage", survey_coverage),
    ("survey.item_totals", survey_item_totals),
    ("survey.multiple_response", survey_multiple_response),
    ("survey.from_labelled", survey_from_labelled),
    ("survey.from_qualtrics", survey_from_qualtrics),
    ("survey.from_redcap", survey_from_redcap),
    ("survey.needs", survey_needs),
    ("survey.reliability", survey_reliability),
    ("survey.weighted_coverage", survey_weighted_coverage),
    ("survey.profiles.fits", profiles::fits),
    ("survey.profiles.classes", profiles::of_classes),
    ("survey.profiles.likelihood_ratio", profiles::likelihood_ratio),
    ("survey.profiles.membership", profiles::membership),
    ("survey.profiles.predictors", profiles::predictors),
    ("table.read", table_read),
];

/// The inputs of a call, by name.
#[derive(Debug)]
pub struct Inputs<'a>(pub &'a Map<String, Value>);

impl Inputs<'_> {
    /// An input as JSON text; an empty object where there is none of this name.
    pub(crate) fn text(&self, name: &str) -> String {
        self.0.get(name).map_or_else(|| "{}".to_owned(), Value::to_string)
    }

    /// An input that is a table: columns, or `{"csv": path}` relative to `tests/`.
    pub(crate) fn table(&self, name: &str) -> Result<Table, Error> {
        let csv = self.0.get(name).and_then(|table| table.get("csv")).and_then(Value::as_str);
        let Some(path) = csv else { return Table::from_json(&self.text(name)) };
        let text = std::fs::read_to_string(folder().join("..").join(path)).map_err(|error| {
            Error::one(Code::File, path, Place::Whole, error.to_string(), "a file in `tests/`")
        })?;
        Table::from_csv(&text)
    }

    /// An input that is an object of options; the defaults where there is none.
    pub(crate) fn options<T>(&self, name: &str) -> Result<T, Error>
    where
        T: Described + Default,
    {
        match self.0.get(name) {
            Some(value) => document::parse_value(value, name, Code::Argument),
            None => Ok(T::default()),
        }
    }
}

/// Text that the library wrote, as JSON.
pub(crate) fn json(text: &str) -> Result<Value, Error> {
    serde_json::from_str(text).map_err(|error| {
        Error::one(Code::Internal, "result", Place::Whole, error.to_string(), "JSON")
    })
}

fn table_read(inputs: &Inputs<'_>) -> Result<Value, Error> {
    json(&inputs.table("table")?.to_json())
}

fn framework_parse(inputs: &Inputs<'_>) -> Result<Value, Error> {
    json(&Framework::from_json(&inputs.text("framework"))?.to_json())
}

fn survey(inputs: &Inputs<'_>) -> Result<Survey, Error> {
    let columns: SurveyColumns = inputs.options("survey")?;
    Survey::from_table(&inputs.table("table")?, &columns)
}

fn survey_coverage(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let options: CoverageOptions = inputs.options("options")?;
    json(&survey(inputs)?.coverage(&options)?.to_table()?.to_json())
}

fn survey_binomial(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let options: BinomialOptions = inputs.options("options")?;
    json(&survey(inputs)?.binomial(&options)?.to_table()?.to_json())
}

fn survey_compare(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let options: CompareOptions = inputs.options("options")?;
    json(&survey(inputs)?.compare(&options)?.to_table()?.to_json())
}

fn survey_item_totals(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let options: ReliabilityOptions = inputs.options("options")?;
    json(&survey(inputs)?.reliability(&options)?.items_to_table()?.to_json())
}

fn survey_multiple_response(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let options: MultipleResponseOptions = inputs.options("options")?;
    json(&survey(inputs)?.multiple_response(&options)?.to_table()?.to_json())
}

fn survey_needs(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let options: NeedsOptions = inputs.options("options")?;
    json(&survey(inputs)?.needs(&options, &mut Watch::none())?.to_table()?.to_json())
}

fn survey_reliability(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let options: ReliabilityOptions = inputs.options("options")?;
    json(&survey(inputs)?.reliability(&options)?.to_table()?.to_json())
}

fn survey_weighted_coverage(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let options: WeightedOptions = inputs.options("options")?;
    json(&survey(inputs)?.weighted_coverage(&options)?.to_table()?.to_json())
}

fn regression(inputs: &Inputs<'_>) -> Result<BinomialRegression, Error> {
    let options: BinomialRegressionOptions = inputs.options("options")?;
    BinomialRegression::from_table(&inputs.table("table")?, &options)
}

fn regression_blocks(inputs: &Inputs<'_>) -> Result<Value, Error> {
    json(&regression(inputs)?.blocks_to_table()?.to_json())
}

fn regression_terms(inputs: &Inputs<'_>) -> Result<Value, Error> {
    json(&regression(inputs)?.to_table()?.to_json())
}

fn survey_from_labelled(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let (table, metadata) = (inputs.table("table")?, inputs.options("metadata")?);
    let survey = Survey::from_labelled(&table, &metadata, &inputs.options("survey")?)?;
    json(&survey.multiple_response(&MultipleResponseOptions::default())?.to_table()?.to_json())
}

fn survey_from_redcap(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let (table, options) = (inputs.table("table")?, inputs.options("options")?);
    let survey = Survey::from_redcap(&table, &options, &inputs.options("survey")?)?;
    json(&survey.multiple_response(&MultipleResponseOptions::default())?.to_table()?.to_json())
}

fn survey_from_qualtrics(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let text = inputs.0.get("text").and_then(Value::as_str).unwrap_or_default();
    let survey = Survey::from_qualtrics(text, &inputs.options("survey")?)?;
    let responses = survey.multiple_response(&MultipleResponseOptions::default())?.to_table()?;
    let (items, responses) = (survey.items_to_table()?.to_json(), responses.to_json());
    Ok(serde_json::json!({"items": json(&items)?, "responses": json(&responses)?}))
}

fn summaries_check(inputs: &Inputs<'_>) -> Result<Value, Error> {
    json(&check_summaries(&inputs.table("table")?, &inputs.options("options")?)?.to_json())
}
