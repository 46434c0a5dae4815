//! Waves of a survey.
