// See exploration_text.hpp.
#include "conformance/commands/exploration_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace mqttspec::conformance::commands {
namespace {

using model::explore::Exploration;

constexpr auto headings = std::to_array<std::string_view>(
    {"slice", "states", "transitions", "depth", "CPU s", "states/s", "outcome"});
using Cells = std::array<std::string, headings.size()>;

bool is_whole(const Exploration& result) { return result.pruned + result.undrained == 0; }

/// In a word, which explanation() explains.
std::string outcome_of(const Explored& explored) {
  if (!explored.result) return "not begun";
  const auto& result = *explored.result;
  if (result.found) {
    const auto name = model::explore::row_of(result.found->property).name;
    return fmt::format("{} broken", name.substr(0, name.find(' ')));
  }
  if (!result.complete) return "partial";
  return is_whole(result) ? "holds" : "holds within";
}

std::string explanation() {
  return "States are distinct. Holds: every state was reached, and no property is broken in any.\n"
         "Within: as far as states can be numbered.\n";
}

/// The last line: what it all comes to.
std::string summary_of(const std::vector<Explored>& all) {
  std::size_t states = 0;
  std::size_t broken = 0;
  std::size_t partial = 0;
  for (const auto& [slice, result] : all) {
    states += result ? result->states : 0;
    if (result && result->found)
      ++broken;
    else if (!result || !result->complete)
      ++partial;
  }
  auto text = fmt::format(
      "{} slice{}, {} states: {}", all.size(), all.size() == 1 ? "" : "s", states,
      broken == 0 ? "no property is broken" : fmt::format("a property is broken in {}", broken));
  if (partial != 0) text += fmt::format("; {} partial", partial);
  return text + "\n";
}

Cells row_of(const Explored& explored) {
  const auto result = explored.result.value_or(Exploration{});
  const auto speed = static_cast<double>(result.states) / std::max(result.cpu_seconds, 1e-3);
  return {std::string(explored.slice->name),
          fmt::format("{}", result.states),
          fmt::format("{}", result.transitions),
          fmt::format("{}", result.depth),
          fmt::format("{:.2f}", result.cpu_seconds),
          fmt::format("{:.0f}", speed),
          outcome_of(explored)};
}

/// Markdown, with columns that line up so that it reads as text too.
std::string table_of(const std::vector<Explored>& all) {
  std::vector<Cells> rows;
  for (const auto& explored : all) rows.push_back(row_of(explored));
  std::array<std::size_t, headings.size()> widths{};
  for (std::size_t i = 0; i < widths.size(); ++i) {
    widths[i] = headings[i].size();
    for (const auto& row : rows) widths[i] = std::max(widths[i], row[i].size());
  }
  std::string text;
  std::string rule;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    const bool is_number = i != 0 && i + 1 != widths.size();
    text += fmt::format("| {:{}} ", headings[i], widths[i]);
    rule += fmt::format("|{:-<{}}{}", "", widths[i] + 1, is_number ? ':' : '-');
  }
  text += "|\n" + rule + "|\n";
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < widths.size(); ++i) {
      const bool is_number = i != 0 && i + 1 != widths.size();
      text += is_number ? fmt::format("| {:>{}} ", row[i], widths[i])
                        : fmt::format("| {:<{}} ", row[i], widths[i]);
    }
    text += "|\n";
  }
  return text;
}

std::string finding_of(const Explored& explored) {
  const auto& found = *explored.result->found;
  const auto& row = model::explore::row_of(found.property);
  return fmt::format("\n{}: {} is broken after {} steps: {}.\n{}", explored.slice->name, row.name,
                     found.steps, row.text, found.ladder);
}

std::string partial_of(const Explored& explored) {
  if (!explored.result)
    return fmt::format("\n{}: partial, it was not begun.\n", explored.slice->name);
  const auto& result = *explored.result;
  if (result.found) return {};
  if (!result.complete)
    return fmt::format("\n{}: partial, it was stopped at {} states.\n", explored.slice->name,
                       result.states);
  if (is_whole(result)) return {};
  return fmt::format(
      "\n{}: {} steps led beyond the capacity of bounded state and were not gone on from; for {} "
      "states the way to rest is unknown.\n",
      explored.slice->name, result.pruned, result.undrained);
}

}  // namespace

std::string exploration_text(const std::vector<Explored>& all) {
  auto text = table_of(all) + explanation();
  for (const auto& explored : all) {
    text += partial_of(explored);
    if (explored.result && explored.result->found) text += finding_of(explored);
  }
  return text + summary_of(all);
}

std::string exploration_report(const std::vector<Explored>& all, const std::string& command) {
  auto text =
      fmt::format("# Exploration of the model\n\nMade by `{} --report FILE`.\n\n{}\n{}\n{}\n",
                  command, table_of(all), explanation(), summary_of(all));
  for (const auto& explored : all) text += partial_of(explored);
  for (const auto& [slice, result] : all)
    text += fmt::format("- **{}**, {}: {}.\n", slice->name, slice->title, slice->text);
  for (const auto& explored : all)
    if (explored.result && explored.result->found) text += "\n```" + finding_of(explored) + "```\n";
  return text;
}

std::string exploration_json(const std::vector<Explored>& all) {
  auto list = nlohmann::json::array();
  for (const auto& [slice, explored] : all) {
    const auto result = explored.value_or(Exploration{});
    nlohmann::json entry = {{"name", slice->name},
                            {"title", slice->title},
                            {"states", result.states},
                            {"transitions", result.transitions},
                            {"depth", result.depth},
                            {"rests", result.rests},
                            {"broker_states", result.broker_states},
                            {"broker_steps", result.broker_steps},
                            {"pruned", result.pruned},
                            {"undrained", result.undrained},
                            {"complete", result.complete},
                            {"seconds", result.seconds},
                            {"cpu_seconds", result.cpu_seconds}};
    for (const auto& row : model::explore::explored_guarantees())
      entry["antecedents"][std::string(row.name)] =
          result.antecedents[static_cast<std::size_t>(row.property)];
    if (result.found)
      entry["found"] = {{"property", model::explore::row_of(result.found->property).name},
                        {"steps", result.found->steps},
                        {"ladder", result.found->ladder}};
    list.push_back(std::move(entry));
  }
  return nlohmann::json{{"slices", std::move(list)}}.dump(2) + "\n";
}

std::string slice_list() {
  std::string text;
  for (const auto& slice : model::explore::slices())
    text += fmt::format("{:<14} {}{}: {}\n", slice.name, slice.is_long ? "(long) " : "",
                        slice.title, slice.text);
  return text;
}

}  // namespace mqttspec::conformance::commands
