// See likeness.hpp.
#include "conformance/judges/likeness.hpp"

#include <fmt/format.h>

namespace mqttspec::conformance::judges {

namespace {

constexpr std::size_t most_conditions = 2;

}  // namespace

std::string in_words(const Likeness& like) {
  auto text = like.text;
  std::size_t named = 0;
  for (const auto& row : model::conditions::conditions()) {
    if (!like.when[static_cast<std::size_t>(row.id)] || named == most_conditions) continue;
    text += fmt::format("{} when {}", named++ == 0 ? "," : " or", row.text);
  }
  if (const auto others = like.when.count() - named; others > 0)
    text += fmt::format(" ({} more condition{} would fit)", others, others == 1 ? "" : "s");
  return text;
}

std::vector<std::string> in_words(const std::vector<Likeness>& all) {
  std::vector<std::string> texts;
  for (const auto& each : all) texts.push_back(in_words(each));
  return texts;
}

}  // namespace mqttspec::conformance::judges
