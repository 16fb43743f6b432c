//! Properties: what they show exists.

use super::super::rows::{PropertyRow, ResourceRow};
use super::{Columns, Lint};

impl Lint<'_> {
    pub(super) fn property(&mut self, row: &ResourceRow, table: Columns<'_>, rule: &PropertyRow, place: &str) {
        if let Some(column) = &rule.column {
            self.column(table, column, place);
        }
        if let Some(computed) = &rule.computed {
            self.word("computed", computed, place);
        }
        if let Some(of) = &rule.of {
            self.related(table, of, place);
        }
        if let Some(parent) = &rule.parent
            && !self.rows.tables.contains_key(parent.trim_end_matches(".sid"))
        {
            self.unmatched(place.to_owned(), format!("there is no table of `{parent}`"));
        }
        for (name, inner) in rule.object.iter().flatten() {
            self.property(row, table, inner, &format!("{place}/object/{name}"));
        }
        let urls = rule.url.iter().chain(rule.links.iter().flat_map(|links| links.values()));
        for name in urls.flat_map(|url| braces(url)) {
            let of_path = matches!(name.as_str(), "chat_service_sid" | "user_sid");
            if !row.properties.contains_key(&name) && !of_path {
                self.unmatched(place.to_owned(), format!("there is no property `{name}` for the URL"));
            }
        }
    }
}

/// The names in the braces of a template.
pub fn braces(template: &str) -> Vec<String> {
    template.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name.to_owned()).collect()
}
