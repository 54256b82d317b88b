//! What each manager really sets.

use super::*;

fn of(total: Option<u64>, environment: &[(&str, &str)]) -> Result<String, AutoError> {
    let variable = |name: &str| environment.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
    assigned(total, variable).map(|assigned| assigned.shard.to_string())
}

fn slurm(total: Option<u64>, [id, count, min, max, step]: [&str; 5]) -> Result<String, AutoError> {
    let environment = [
        ("SLURM_ARRAY_TASK_ID", id),
        ("SLURM_ARRAY_TASK_COUNT", count),
        ("SLURM_ARRAY_TASK_MIN", min),
        ("SLURM_ARRAY_TASK_MAX", max),
        ("SLURM_ARRAY_TASK_STEP", step),
    ];
    of(total, &environment)
}

#[test]
fn a_whole_slurm_array_needs_no_total() {
    for (array, ids, [count, min, max, step]) in [
        ("1-4", &["1", "2", "3", "4"][..], ["4", "1", "4", "1"]),
        ("0-3", &["0", "1", "2", "3"], ["4", "0", "3", "1"]),
        ("1-7:2", &["1", "3", "5", "7"], ["4", "1", "7", "2"]),
        ("5-8", &["5", "6", "7", "8"], ["4", "5", "8", "1"]),
        // Slurm gives the last number of the range, task or not.
        ("1-8:2", &["1", "3", "5", "7"], ["4", "1", "8", "2"]),
    ] {
        for (place, id) in ids.iter().enumerate() {
            let expected = Ok(format!("{}/4", place + 1));
            assert_eq!(slurm(None, [id, count, min, max, step]), expected, "{array}");
            assert_eq!(slurm(Some(4), [id, count, min, max, step]), expected, "{array}");
        }
    }
}

#[test]
fn some_tasks_of_a_slurm_array_need_the_total_and_numbers_from_1() {
    let alone = ["3", "1", "3", "3", "1"];
    assert!(matches!(slurm(None, alone), Err(AutoError::NoTotal { manager: "Slurm", .. })));
    assert_eq!(slurm(Some(4), alone), Ok("3/4".to_owned()));
    let some = ["4", "2", "2", "4", "1"];
    assert!(matches!(slurm(None, some), Err(AutoError::NoTotal { .. })));
    assert_eq!(slurm(Some(4), some), Ok("4/4".to_owned()));
    assert!(matches!(slurm(Some(3), some), Err(AutoError::DoesNotAddUp { total: 3, .. })));
    let gaps = ["1", "3", "1", "9", "1"];
    assert!(matches!(slurm(Some(2), gaps), Err(AutoError::TooManyTasks { tasks: 3, total: 2, .. })));
    assert_eq!(slurm(Some(9), gaps), Ok("1/9".to_owned()));
    // From 0, one alone cannot be told from one that counts from 1.
    assert!(matches!(slurm(Some(4), ["0", "1", "0", "0", "1"]), Err(AutoError::DoesNotAddUp { .. })));
    assert!(matches!(slurm(Some(4), ["3", "2", "0", "3", "1"]), Err(AutoError::DoesNotAddUp { .. })));
    // One that is the whole work: the total says so.
    assert_eq!(slurm(Some(1), ["1", "1", "1", "1", "1"]), Ok("1/1".to_owned()));
    // Outside of the array.
    assert!(matches!(slurm(None, ["9", "4", "1", "4", "1"]), Err(AutoError::DoesNotAddUp { .. })));
    assert!(matches!(slurm(None, ["2", "4", "1", "7", "2"]), Err(AutoError::DoesNotAddUp { .. })));
}

#[test]
fn every_manager_is_known_by_what_it_sets() {
    let shards = ("RUMEUR_SHARDS", "4");
    for (environment, expected) in [
        (&[("JOB_COMPLETION_INDEX", "0"), shards][..], "1/4"),
        (&[("JOB_COMPLETION_INDEX", "3"), shards], "4/4"),
        (&[("PARALLEL_SEQ", "1"), shards], "1/4"),
        (&[("PARALLEL_SEQ", "4"), shards], "4/4"),
        (&[("AWS_BATCH_JOB_ARRAY_INDEX", "0"), ("AWS_BATCH_JOB_ARRAY_SIZE", "4")], "1/4"),
        (&[("AWS_BATCH_JOB_ARRAY_INDEX", "3"), ("AWS_BATCH_JOB_ARRAY_SIZE", "4")], "4/4"),
        (&[("PBS_ARRAY_INDEX", "2"), shards], "2/4"),
        (&[("PBS_ARRAYID", "2"), shards], "2/4"),
        (&[("SGE_TASK_ID", "2"), ("SGE_TASK_FIRST", "1"), ("SGE_TASK_LAST", "4")], "2/4"),
        (&[("SGE_TASK_ID", "5"), ("SGE_TASK_FIRST", "3"), ("SGE_TASK_LAST", "9"), ("SGE_TASK_STEPSIZE", "2")], "2/4"),
        (&[("LSB_JOBINDEX", "3"), ("LSB_JOBINDEX_END", "4"), shards], "3/4"),
        (&[("LSB_JOBINDEX", "3"), ("LSB_JOBINDEX_END", "7"), ("LSB_JOBINDEX_STEP", "2"), shards], "2/4"),
        (&[("LSB_JOBINDEX", "3"), ("LSB_JOBINDEX_END", "3"), shards], "3/4"),
        // Slurm and LSF outside of an array, SGE's word for that.
        (&[("SLURM_JOB_ID", "7"), ("PARALLEL_SEQ", "2"), shards], "2/4"),
        (&[("LSB_JOBINDEX", "0"), ("SGE_TASK_ID", "undefined"), ("PARALLEL_SEQ", "2"), shards], "2/4"),
    ] {
        assert_eq!(of(None, environment), Ok(expected.to_owned()), "{environment:?}");
    }
}

#[test]
fn what_does_not_add_up_is_refused() {
    assert_eq!(of(None, &[]), Err(AutoError::Nobody));
    assert_eq!(of(Some(4), &[("RUMEUR_SHARDS", "4")]), Err(AutoError::Nobody));
    let both = of(Some(4), &[("JOB_COMPLETION_INDEX", "1"), ("PARALLEL_SEQ", "1")]);
    assert_eq!(both, Err(AutoError::Several(vec!["Kubernetes", "GNU parallel"])));
    for environment in [
        &[("JOB_COMPLETION_INDEX", "1")][..],
        &[("PARALLEL_SEQ", "1")],
        &[("PBS_ARRAY_INDEX", "1")],
        &[("AWS_BATCH_JOB_ARRAY_INDEX", "1")],
        &[("SGE_TASK_ID", "3"), ("SGE_TASK_FIRST", "3"), ("SGE_TASK_LAST", "3")],
        &[("SLURM_ARRAY_TASK_ID", "3")],
        &[("SGE_TASK_ID", "2"), ("SGE_TASK_LAST", "4")],
        // A whole array, a part of one, one alone that is submitted again: LSF says the same of all.
        &[("LSB_JOBINDEX", "3"), ("LSB_JOBINDEX_END", "3"), ("LSB_JOBINDEX_STEP", "1")],
        &[("LSB_JOBINDEX", "5"), ("LSB_JOBINDEX_END", "8"), ("LSB_JOBINDEX_STEP", "1")],
        &[("LSB_JOBINDEX", "3"), ("LSB_JOBINDEX_END", "4"), ("LSB_JOBINDEX_STEP", "1")],
    ] {
        assert!(matches!(of(None, environment), Err(AutoError::NoTotal { .. })), "{environment:?}");
    }
    for (total, environment) in [
        (4, &[("JOB_COMPLETION_INDEX", "4")][..]),
        (4, &[("PARALLEL_SEQ", "0")]),
        (4, &[("PARALLEL_SEQ", "5")]),
        (0, &[("PARALLEL_SEQ", "1")]),
        // Of these steps it is not known where they began.
        (4, &[("LSB_JOBINDEX", "3"), ("LSB_JOBINDEX_END", "3"), ("LSB_JOBINDEX_STEP", "2")]),
    ] {
        assert!(matches!(of(Some(total), environment), Err(AutoError::DoesNotAddUp { .. })), "{environment:?}");
    }
    let sge = |id, first, last, step| {
        [("SGE_TASK_ID", id), ("SGE_TASK_FIRST", first), ("SGE_TASK_LAST", last), ("SGE_TASK_STEPSIZE", step)]
    };
    for total in [None, Some(4)] {
        for environment in [sge("2", "1", "4", "0"), sge("2", "5", "4", "1")] {
            let error = of(total, &environment).expect_err("no array");
            assert!(matches!(error, AutoError::NoArray { manager: "SGE", .. }), "{environment:?}");
        }
        let lsf = [("LSB_JOBINDEX", "1"), ("LSB_JOBINDEX_END", "4"), ("LSB_JOBINDEX_STEP", "0")];
        assert!(matches!(of(total, &lsf), Err(AutoError::NoArray { manager: "LSF", .. })));
        assert!(matches!(slurm(total, ["1", "4", "1", "4", "0"]), Err(AutoError::NoArray { manager: "Slurm", .. })));
    }
    // A task that is none of the array's, whatever the total.
    for environment in [sge("1", "2", "3", "1"), sge("4", "2", "3", "1")] {
        assert!(matches!(of(Some(9), &environment), Err(AutoError::DoesNotAddUp { total: 9, .. })), "{environment:?}");
    }
    for (name, value) in [("PARALLEL_SEQ", "one"), ("PARALLEL_SEQ", "-1"), ("PARALLEL_SEQ", "1.5")] {
        let error = of(Some(4), &[(name, value)]).expect_err("no number");
        assert_eq!(error, AutoError::NotANumber { name: name.to_owned(), value: value.to_owned() });
    }
    let total = of(None, &[("PARALLEL_SEQ", "1"), ("RUMEUR_SHARDS", "many")]);
    assert!(matches!(total, Err(AutoError::NotANumber { .. })));
}

#[test]
fn an_array_that_is_larger_than_the_number_of_shards_is_refused_whole() {
    let arrays: [&[(&str, &str)]; 4] = [
        &[("AWS_BATCH_JOB_ARRAY_INDEX", "{}"), ("AWS_BATCH_JOB_ARRAY_SIZE", "4")],
        &[
            ("SLURM_ARRAY_TASK_ID", "{}"),
            ("SLURM_ARRAY_TASK_COUNT", "4"),
            ("SLURM_ARRAY_TASK_MIN", "1"),
            ("SLURM_ARRAY_TASK_MAX", "4"),
            ("SLURM_ARRAY_TASK_STEP", "1"),
        ],
        &[("SGE_TASK_ID", "{}"), ("SGE_TASK_FIRST", "1"), ("SGE_TASK_LAST", "4"), ("SGE_TASK_STEPSIZE", "1")],
        &[("LSB_JOBINDEX", "{}"), ("LSB_JOBINDEX_END", "4"), ("LSB_JOBINDEX_STEP", "1")],
    ];
    for array in arrays {
        for number in ["1", "2", "3", "4"] {
            let own: Vec<(&str, &str)> =
                array.iter().map(|&(name, value)| (name, if value == "{}" { number } else { value })).collect();
            let asked = of(Some(3), &own).expect_err("too many");
            assert!(matches!(asked, AutoError::TooManyTasks { tasks: 4, total: 3, .. }), "{own:?}: {asked}");
            let set: Vec<(&str, &str)> = own.iter().copied().chain([("RUMEUR_SHARDS", "3")]).collect();
            let asked = of(None, &set).expect_err("too many").text();
            assert!(asked.en.starts_with("--shard auto: an array of 4, and 3 shards: "), "{asked}");
            assert!(
                asked.fr.starts_with("--shard auto\u{202f}: un tableau de 4, et 3 parties\u{202f}: "),
                "{}",
                asked.fr
            );
            assert!(asked.en.ends_with("RUMEUR_SHARDS=3"), "{asked}");
        }
    }
}

#[test]
fn numbers_that_are_too_large_are_refused_and_hints_are_of_what_is_wrong() {
    let large = of(None, &[("PARALLEL_SEQ", "1"), ("RUMEUR_SHARDS", "99999999999999999999")]).expect_err("too large");
    assert_eq!(large.text().en, "--shard auto: RUMEUR_SHARDS is 99999999999999999999, which is too large");
    let words = of(None, &[("PARALLEL_SEQ", "1"), ("RUMEUR_SHARDS", "abc")]).expect_err("no number");
    for error in [large, words] {
        assert!(error.hint().en.contains("RUMEUR_SHARDS") && error.hint().fr.contains("RUMEUR_SHARDS"), "{error}");
    }
    let both = of(Some(4), &[("JOB_COMPLETION_INDEX", "1"), ("PARALLEL_SEQ", "1")]).expect_err("two");
    assert!(both.hint().en.starts_with("keep one of JOB_COMPLETION_INDEX, PARALLEL_SEQ and unset the others"));
    let index = of(None, &[("JOB_COMPLETION_INDEX", "1")]).expect_err("no total").hint();
    assert!(!index.en.contains("from 1") && !index.fr.contains("partir de 1"), "{index:?}");
    for (total, said) in [(0, "0 shards"), (1, "1 shard"), (2, "2 shards")] {
        let text = of(Some(total), &[("PARALLEL_SEQ", "3")]).expect_err("beyond").text();
        assert_eq!(text.en, format!("--shard auto: what GNU parallel says does not fit {said}: PARALLEL_SEQ=3"));
    }
}

#[test]
fn what_was_taken_is_said() {
    let environment = [("PARALLEL_SEQ", "2"), ("RUMEUR_SHARDS", "4")];
    let variable = |name: &str| environment.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
    let said = assigned(None, variable).expect("a shard").text();
    assert_eq!(said.en, "shard 2 of 4, by GNU parallel: PARALLEL_SEQ=2, RUMEUR_SHARDS=4");
}
