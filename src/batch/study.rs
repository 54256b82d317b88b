use std::fs;
use std::io;
use std::time::{Instant, SystemTime};

use super::claim::Claim;
use super::error::BatchError;
use super::folder::{SCENARIO_FILE, write};
use super::load::Job;
use super::simulate::without_results;
use super::standing::below;
use crate::report::tables::Status;
use crate::report::{
    Column, Dialect, Digest, FORMAT, Manifest, OutputFile, PACKAGE_FILE, Platform, Resource, ScenarioEntry, Settings,
    TableInfo, data_package, timestamp,
};

/// What a command found out about one scenario, to be written as a results directory: its tables and the effective
/// scenario in the scenario's folder, the data package, and `run.json`.
#[doc = include_str!("examples/results.md")]
#[derive(Clone, Debug)]
pub struct Study<'a> {
    /// The scenario.
    pub job: &'a Job,
    /// The spelling of the tables.
    pub dialect: Dialect,
    /// The version of the program, for `run.json`.
    pub version: &'a str,
    /// The command line, without the program.
    pub arguments: &'a [String],
    /// When it began.
    pub started: (SystemTime, Instant),
}

/// One table of a study.
#[doc = include_str!("examples/results.md")]
#[derive(Clone, Debug)]
pub struct StudyTable {
    /// What it is.
    pub info: TableInfo,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its text, in the dialect of the study.
    pub bytes: Vec<u8>,
}

impl Study<'_> {
    /// Writes the tables into the claimed directory and puts it in its place.
    ///
    /// # Errors
    /// When a file cannot be written, or something else has come to stand there.
    pub fn publish(&self, tables: &[StudyTable], claim: Claim) -> Result<(), BatchError> {
        let name = &self.job.scenario.name;
        let folder = below(claim.folder(), name);
        fs::create_dir_all(&folder).map_err(BatchError::write(folder.clone()))?;
        let put = |file: &str, bytes: &[u8]| {
            let path = below(&folder, file);
            write(&path, bytes).map_err(BatchError::write(path))?;
            Ok(OutputFile { path: format!("{name}/{file}"), digest: Digest::of(bytes) })
        };
        let mut files =
            tables.iter().map(|table| put(table.info.file, &table.bytes)).collect::<Result<Vec<_>, BatchError>>()?;
        files.push(put(SCENARIO_FILE, self.job.scenario.effective_toml_in(&folder).as_bytes())?);

        let resources: Vec<Resource> = tables.iter().map(|table| self.resource(table)).collect();
        let package = data_package(self.version, self.dialect, &resources);
        let path = claim.folder().join(PACKAGE_FILE);
        write(&path, package.as_bytes()).map_err(BatchError::write(path))?;
        let package = OutputFile { path: PACKAGE_FILE.to_owned(), digest: Digest::of(package.as_bytes()) };

        let entry = ScenarioEntry { files, ..without_results(&self.job.scenario, Status::Complete) };
        let json = self.manifest(entry, package).to_json().map_err(io::Error::from);
        let path = claim.folder().join(Manifest::FILE);
        json.and_then(|json| write(&path, json.as_bytes())).map_err(BatchError::write(path.clone()))?;
        claim.publish()
    }

    fn resource(&self, table: &StudyTable) -> Resource {
        Resource {
            name: table.info.name.to_owned(),
            table: table.info,
            columns: table.columns.clone(),
            paths: vec![format!("{}/{}", self.job.scenario.name, table.info.file)],
            digest: Some(Digest::of(&table.bytes)),
        }
    }

    fn manifest(&self, entry: ScenarioEntry, package: OutputFile) -> Manifest {
        Manifest {
            program: Manifest::PROGRAM.to_owned(),
            format: FORMAT,
            version: self.version.to_owned(),
            arguments: self.arguments.to_vec(),
            platform: Platform::this(rayon::current_num_threads()),
            started: timestamp(self.started.0),
            seconds: self.started.1.elapsed().as_secs_f64(),
            settings: Settings { csv_dialect: self.dialect.to_string(), ..Settings::default() },
            inputs: self.job.inputs.clone(),
            scenarios: vec![entry],
            outputs: vec![package],
        }
    }
}
