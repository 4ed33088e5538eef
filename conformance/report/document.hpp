// A JSON report read back: what is compared, merged and shown on a page is made from it, so that
// no program has to have made the run itself.
#pragma once

#include <expected>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "conformance/play/verdict.hpp"

namespace mqttspec::conformance::report {

/// As to_json() makes it, members that were left out being empty.
using Document = nlohmann::ordered_json;

/// Reads the text of a report; members that a shortened report leaves out of its cases are filled
/// in. On failure says what makes it no report.
std::expected<Document, std::string> parse_document(std::string_view text);

/// The same of what is parsed already, or was just made by to_json().
std::expected<Document, std::string> checked(Document report);

/// The verdict of a case or statement that is written so; nothing if there is none.
std::optional<play::Verdict> verdict_named(std::string_view word);
std::optional<play::StatementVerdict> statement_verdict_named(std::string_view word);

/// The verdict of a case, or of a statement, of a document.
play::Verdict verdict_of(const Document& which);
play::StatementVerdict statement_verdict_of(const Document& statement);

/// "Mosquitto 2.0.11", or the target where no profile says what it is.
std::string target_name(const Document& report);

/// A text of an object of a document, or empty if it has no such member: no copy is made.
std::string_view text_of(const Document& object, std::string_view member);

/// What the register says of a statement, or empty: "must, A SUBSCRIBE with …".
std::string statement_text(std::string_view version, std::string_view statement);

}  // namespace mqttspec::conformance::report
