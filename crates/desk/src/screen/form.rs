//! The fields of a form.

use std::fmt;

use zeroize::Zeroizing;

/// Fields as they were sent, in order. A value may be a passphrase: all are wiped on drop.
#[derive(Default)]
pub struct Form {
    fields: Vec<Field>,
    uploads: Vec<Upload>,
}

struct Field {
    name: String,
    value: Zeroizing<String>,
}

/// A file that was chosen in a form.
pub struct Upload {
    /// Name of the field.
    pub field: String,
    /// Name of the file, without folders; it is never used as a place.
    pub name: String,
    /// What is in it.
    pub bytes: Zeroizing<Vec<u8>>,
}

impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Form").finish_non_exhaustive()
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload").finish_non_exhaustive()
    }
}

impl Form {
    /// Reads what stands after a question mark, or the body of a plain form.
    pub(super) fn of_urlencoded(bytes: &[u8]) -> Self {
        let mut form = Self::default();
        for (name, value) in form_urlencoded::parse(bytes) {
            form.add(name.into_owned(), Zeroizing::new(value.into_owned()));
        }
        form
    }

    pub(super) fn add(&mut self, name: String, value: Zeroizing<String>) {
        // What a text area sends ends its lines as HTTP does.
        let value = if value.contains("\r\n") {
            Zeroizing::new(value.replace("\r\n", "\n"))
        } else {
            value
        };
        self.fields.push(Field { name, value });
    }

    pub(super) fn add_upload(&mut self, upload: Upload) {
        self.uploads.push(upload);
    }

    /// Returns the first value of a field; empty if it is absent.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        let field = self.fields.iter().find(|field| field.name == name);
        field.map_or("", |field| field.value.as_str())
    }

    /// Returns every value of a field, such as of boxes that are ticked.
    pub fn texts<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let fields = self.fields.iter().filter(move |field| field.name == name);
        fields.map(|field| field.value.as_str())
    }

    /// Says whether a field was sent at all.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|field| field.name == name)
    }

    /// Returns the file that was chosen in a field, if one was.
    #[must_use]
    pub fn upload(&self, field: &str) -> Option<&Upload> {
        self.uploads.iter().find(|upload| upload.field == field)
    }
}
