// The parts of the book, one function for each kind of thing: it adds their entries.
#pragma once

#include <vector>

#include "conformance/book/entry.hpp"

namespace mqttspec::conformance::book {

using Entries = std::vector<Entry>;

/// Section, level, summary, where it is checked or why not, and what cites it.
void add_statements(Entries& entries);
/// What the texts have, and how it is read.
void add_ambiguities(Entries& entries);
/// What each code says in each packet.
void add_codes(Entries& entries);
/// Type and places of each property.
void add_properties(Entries& entries);
/// Who sends each packet, its properties, Reason Codes and sections.
void add_packets(Entries& entries);
/// The statements of each section.
void add_sections(Entries& entries);
/// What an implementation may do one way or another.
void add_freedoms(Entries& entries);
/// Who gets what, and errata.
void add_tables(Entries& entries);
/// What each case judges.
void add_cases(Entries& entries);
/// What each fault switch makes a broker or a Client do.
void add_faults(Entries& entries);

/// A field that links to a statement, and says its level and summary.
Field statement_field(std::string label, StatementId id);

}  // namespace mqttspec::conformance::book
