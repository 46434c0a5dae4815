//! The Cox model where the persons are in several places.

use std::ffi::{c_char, c_void};

use peerpath::transition::{Cox, CoxOptions};
use peerpath::{Code, Error, Place};

use crate::bytes::PeerpathBytes;
use crate::cox::PeerpathCox;
use crate::error::PeerpathError;
use crate::guard::guarded;
use crate::handle::Handle;
use crate::histories::PeerpathHistories;
use crate::status::PeerpathStatus;

/// The answers of the parts of a model to one question.
///
/// It belongs to the call that asks, and is valid until `ask` of `PeerpathParts` returns. One thread may
/// use it.
pub struct PeerpathAnswers(Vec<Vec<u8>>);

impl Handle for PeerpathAnswers {
    const NAME: &'static str = "PeerpathAnswers";
}

/// The parts of a model whose persons are in several places, such as the processes of a cluster.
///
/// `ask` is called on the thread that made the call and on no other, with a question of `length` bytes, where
/// the answers go, and `data`. It has every part answer with `peerpath_histories_cox_answer`, gives each
/// answer to `peerpath_answers_add`, in the same order each time, and returns true. A part that has no rows
/// has no answer. Where it returns false, the call ends with `PEERPATH_CANCELLED`.
#[repr(C)]
pub struct PeerpathParts {
    /// Asks all parts a question.
    pub ask: Option<
        unsafe extern "C" fn(
            question: *const u8,
            length: usize,
            answers: *mut PeerpathAnswers,
            data: *mut c_void,
        ) -> bool,
    >,
    /// Handed to `ask` as it is.
    pub data: *mut c_void,
}

/// Adds what a part answered.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_answers_add(
    answers: *mut PeerpathAnswers,
    answer: *const u8,
    length: usize,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let answers = call.handle_mut("answers", answers)?;
        let answer = call.bytes("answer", answer, length)?;
        answers.0.push(answer.to_vec());
        Ok(())
    })
}

/// Answers a question of `peerpath_cox_of_parts` about these histories, which are a part of those of the
/// model: whole persons, and whole clusters where there are. Bytes of any origin are safe to pass;
/// `PEERPATH_DOCUMENT` where they are no question. The caller owns the answer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_histories_cox_answer(
    histories: *const PeerpathHistories,
    question: *const u8,
    length: usize,
    answer: *mut *mut PeerpathBytes,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let histories = call.handle("histories", histories)?;
        let question = call.bytes("question", question, length)?;
        let answer = call.out("answer", answer)?;
        answer.give(PeerpathBytes(histories.histories().cox_answer(question)?));
        Ok(())
    })
}

/// Fits the model of Cox to histories whose persons are in several places. `options` are those of
/// `peerpath_histories_cox`, and the model is, but for rounding, the one that it gives of all persons
/// together; the numbers that travel are as many as there are event times, whatever the number of rows.
///
/// The model predicts as any other does. What needs its rows, such as residuals, ends with
/// `PEERPATH_ARGUMENT`. `PEERPATH_EMPTY` where no part answers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_cox_of_parts(
    options: *const c_char,
    options_length: usize,
    parts: *const PeerpathParts,
    cox: *mut *mut PeerpathCox,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let options: CoxOptions = call.options("options", options, options_length)?;
        let asked = parts.as_ref().and_then(|parts| Some((parts.ask?, parts.data)));
        let Some((ask, data)) = asked else {
            return Err(call.refuse(
                Code::NullPointer,
                "parts",
                "NULL",
                "a PeerpathParts that asks",
            ));
        };
        let cox = call.out("cox", cox)?;
        let function = call.function();
        let model = Cox::of_parts(&options, &mut |question| {
            let mut answers = PeerpathAnswers(Vec::new());
            // SAFETY: `ask` is what the contract of `PeerpathParts` says.
            if ask(question.as_ptr(), question.len(), &raw mut answers, data) {
                return Ok(answers.0);
            }
            let (found, expected) = ("an `ask` that returned false", "one that has all answers");
            Err(Error::one(Code::Cancelled, function, Place::argument("parts"), found, expected))
        })?;
        cox.give(PeerpathCox::new(model));
        Ok(())
    })
}
