// Finds out what a word names; it may be more than one thing.
#include "conformance/commands/explain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <ostream>
#include <sstream>

#include "conformance/client_cases/index.hpp"
#include "conformance/commands/explain_blocks.hpp"
#include "conformance/commands/near.hpp"
#include "conformance/commands/usage.hpp"

namespace mqttspec::conformance::commands {
namespace {

constexpr std::size_t suggestions = 5;

bool same_name(std::string_view a, std::string_view b) { return distance(a, b) == 0; }

// The value of "0x8E" or "142", if it is a byte.
std::optional<std::uint8_t> parse_byte(std::string_view text) {
  const bool is_hex = text.starts_with("0x") || text.starts_with("0X");
  if (is_hex) text.remove_prefix(2);
  std::uint8_t value = 0;
  const auto* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value, is_hex ? 16 : 10);
  if (error != std::errc{} || stop != end || (!is_hex && text.size() < 2)) return std::nullopt;
  return value;
}

/// Prints blocks and counts them; blocks are separated by empty lines.
class Answer {
 public:
  Answer(const ExplainOptions& options, std::ostream& out) : options_(options), out_(out) {}

  bool wants(Version version) const { return !options_.version || *options_.version == version; }
  /// `print` writes a block, or nothing.
  template <class Print>
  void block(Print print) {
    std::ostringstream text;
    print(text);
    if (text.str().empty()) return;
    out_ << (blocks_ == 0 ? "" : "\n") << text.str();
    ++blocks_;
  }
  bool is_empty() const { return blocks_ == 0; }

 private:
  const ExplainOptions& options_;
  std::ostream& out_;
  std::size_t blocks_ = 0;
};

void answer_from_register(const std::string& subject, Answer& answer) {
  for (const auto version : both_versions) {
    if (!answer.wants(version)) continue;
    if (const auto id = find_statement(version, subject))
      answer.block([&](std::ostream& out) { explain_statement(*id, out); });
    answer.block([&](std::ostream& out) { explain_section(version, subject, out); });
  }
}

void answer_from_lists(const std::string& subject, Answer& answer) {
  for (const auto* group : client_cases::groups_of_both())
    for (const auto& each : group->cases)
      if (each.name == subject)
        answer.block([&](std::ostream& out) { explain_case(*group, each, out); });
  if (const auto* fault = model::find_fault(subject))
    answer.block([&](std::ostream& out) { explain_fault(*fault, out); });
  if (const auto* fault = model::client::find_fault(subject))
    answer.block([&](std::ostream& out) { explain_fault(*fault, out); });
}

void answer_from_tables(const std::string& subject, Answer& answer) {
  const auto byte = parse_byte(subject);
  for (const auto version : both_versions) {
    if (!answer.wants(version)) continue;
    for (unsigned code = 0; code <= 0xFF; ++code) {
      const bool is_named = std::ranges::any_of(packet_table, [&](const PacketRow& row) {
        return same_name(reason_name(version, row.type, ReasonCode(code)), subject);
      });
      if (byte == code || is_named)
        answer.block([&](std::ostream& out) { explain_code(version, ReasonCode(code), out); });
    }
  }
  if (answer.wants(Version::v5_0))
    for (const auto& row : property_table)
      if (same_name(row.name, subject) || byte == static_cast<std::uint8_t>(row.property))
        answer.block([&](std::ostream& out) { explain_property(row, out); });
  for (const auto& row : packet_table)
    if (same_name(row.name, subject))
      answer.block([&](std::ostream& out) { explain_packet(row, out); });
}

std::vector<std::string> all_names() {
  std::vector<std::string> names;
  for (const auto version : both_versions)
    for (const auto& row : statements(version)) names.emplace_back(row.id);
  for (const auto* group : client_cases::groups_of_both())
    for (const auto& each : group->cases) names.emplace_back(each.name);
  for (const auto& fault : model::faults()) names.emplace_back(fault.name);
  for (const auto& fault : model::client::faults()) names.emplace_back(fault.name);
  for (const auto& row : reason_table) names.emplace_back(row.name);
  for (const auto& row : property_table) names.emplace_back(row.name);
  for (const auto& row : packet_table) names.emplace_back(row.name);
  return names;
}

}  // namespace

int explain_command(const ExplainOptions& options, std::istream&, std::ostream& out,
                    std::ostream& err) {
  Answer answer(options, out);
  answer_from_register(options.subject, answer);
  answer_from_lists(options.subject, answer);
  answer_from_tables(options.subject, answer);
  if (!answer.is_empty()) return exit_fine;
  const auto near = nearest(options.subject, all_names(), suggestions);
  err << fmt::format("mqttspec: {} names nothing{}{}{}\n", options.subject,
                     options.version ? " in MQTT " : "",
                     options.version ? to_string(*options.version) : "",
                     near.empty() ? "" : fmt::format("; near it: {}", fmt::join(near, ", ")));
  return exit_usage;
}

}  // namespace mqttspec::conformance::commands
