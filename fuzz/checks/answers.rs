// What holds for any bytes that are taken for a survey or a complaint log; used as those for shards are.

use rumeur::experiment::fit::{
    Answers, Faults, Log, LogColumns, OutcomeAnswers, Repeats, Share, SilentFit, Survey, SurveyColumns,
};

/// Any bytes are a survey whose sums agree with each other, or an error; also where people are told apart by a column.
pub(crate) fn survey(bytes: &[u8]) {
    for by in [None, Some("by")] {
        let Ok(survey) = Survey::read(bytes, SurveyColumns { by, ..SurveyColumns::default() }, 7) else { continue };
        faults(&survey.faults);
        let counted = survey.faults.lines - survey.faults.count;
        assert!(survey.people.count() <= counted, "{survey:?}");
        let people: u64 = survey.outcomes.iter().map(|outcome| outcome.people.count()).sum();
        assert!(people <= survey.people.count(), "{survey:?}");
        for (outcome, groups) in survey.outcomes.iter().zip(&survey.groups) {
            same_people(outcome);
            groups.values().for_each(same_people);
            let grouped: u64 = groups.values().map(|group| group.people.count()).sum();
            assert!(grouped <= outcome.people.count(), "{survey:?}");
        }
        for asked in [survey.voice, survey.recovery, survey.people] {
            share(&asked, survey.people.count());
        }
    }
}

fn same_people(OutcomeAnswers { people, stays, told }: &OutcomeAnswers) {
    share(people, people.count());
    share(stays, people.count());
    answers(told, people.count());
}

fn share(share: &Share, people: u64) {
    assert!(share.count() <= people, "{share:?} of {people}");
    assert!(share.effective() <= share.count() as f64 * (1.0 + 1e-9), "{share:?}");
    let (Some(value), Some([low, high])) = (share.value(), share.interval()) else {
        assert_eq!(share.count(), 0);
        return;
    };
    assert!(0.0 <= low && low <= value && value <= high && high <= 1.0, "{share:?}: {low} {high}");
}

fn answers(answers: &Answers, people: u64) {
    assert!(answers.count() <= people && answers.effective() <= answers.count() as f64 * (1.0 + 1e-9), "{answers:?}");
    assert!(answers.classes().all(|(told, weight)| weight > 0.0 && told.high().is_none_or(|high| told.low <= high)));
    assert!(answers.share_of_fives().is_none_or(|share| (0.0..=1.0 + 1e-9).contains(&share)), "{answers:?}");
}

fn faults(faults: &Faults) {
    assert!(faults.count <= faults.lines && faults.named.len() as u64 <= faults.count, "{faults:?}");
    assert!(faults.named.is_sorted_by_key(|fault| fault.line), "{faults:?}");
}

/// Any bytes are a complaint log from which those who never complained are estimated, or an error.
pub(crate) fn log(bytes: &[u8]) {
    for incident in [None, Some("incident")] {
        let Ok(log) = Log::read(bytes, LogColumns { customer: "customer", incident }) else { continue };
        faults(&log.faults);
        let complaints = log.customers.len() as u64;
        assert_eq!(complaints + log.repeated + log.faults.count, log.faults.lines, "{log:?}");
        let Some(repeats) = Repeats::of_customers(log.customers) else {
            assert_eq!(complaints, 0);
            continue;
        };
        assert!(repeats.complaints() == complaints && repeats.seen() <= complaints, "{repeats:?}");
        for found in SilentFit::new(repeats, None).found() {
            let ends = [found.interval[0], found.hidden, found.interval[1]];
            assert!(ends.iter().flatten().is_sorted() && ends.iter().flatten().all(|end| *end >= 0.0), "{found:?}");
            assert!(found.voice_rate.is_none_or(|rate| rate > 0.0 && rate <= 1.0), "{found:?}");
        }
    }
}
