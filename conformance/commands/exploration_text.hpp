// What explorations have found, as text, Markdown and JSON.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/explore/slices.hpp"

namespace mqttspec::conformance::commands {

struct Explored {
  const model::explore::Slice* slice;
  std::optional<model::explore::Exploration> result;  // none if it was not begun
};

/// For the console: a table, what is partial about it, and the counter-examples.
std::string exploration_text(const std::vector<Explored>& all);
/// `command` is what makes the report again.
std::string exploration_report(const std::vector<Explored>& all, const std::string& command);
std::string exploration_json(const std::vector<Explored>& all);
/// The slices that can be explored, a line each.
std::string slice_list();

}  // namespace mqttspec::conformance::commands
