// Topics against a plain reading of section 4.7, level by level.
#include <vector>

#include "codec/topic.hpp"
#include "codec/utf8.hpp"
#include "fuzz/stream.hpp"
#include "fuzz/targets.hpp"

namespace mqttspec::fuzz {
namespace {

using Levels = std::vector<std::string_view>;

Levels levels_of(std::string_view text) {
  Levels levels;
  while (true) {
    const auto slash = text.find('/');
    levels.push_back(text.substr(0, slash));
    if (slash == std::string_view::npos) return levels;
    text.remove_prefix(slash + 1);
  }
}

bool has_wildcard(std::string_view level) { return level.find_first_of("+#") != level.npos; }

bool is_filter(const Levels& levels) {
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const bool last = i + 1 == levels.size();
    if (has_wildcard(levels[i]) && levels[i] != "+" && !(levels[i] == "#" && last)) return false;
  }
  return true;
}

bool match(const Levels& filter, const Levels& name) {
  if (name[0].starts_with('$') && has_wildcard(filter[0])) return false;
  for (std::size_t i = 0; i < filter.size(); ++i) {
    if (filter[i] == "#") return true;
    if (i == name.size()) return false;
    if (filter[i] != "+" && filter[i] != name[i]) return false;
  }
  return filter.size() == name.size();
}

}  // namespace

void topic_filter(Bytes input) {
  const std::string_view text = as_text(input);
  const std::string_view filter = text.substr(0, text.find('\n'));
  const std::string_view name =
      filter.size() == text.size() ? std::string_view() : text.substr(filter.size() + 1);
  const Levels filter_levels = levels_of(filter);

  const bool is_valid = !filter.empty() && is_filter(filter_levels);
  require(is_topic_filter(filter) == is_valid, "a Topic Filter is misjudged", input);
  const Bytes bytes = as_bytes(filter);
  const auto* const end = bytes.data() + bytes.size();
  if (find_text_fault(bytes.data(), end) == end && !filter.empty())
    require((find_topic_filter_fault(bytes.data(), end) == end) == is_valid,
            "the decoder misjudges a Topic Filter", input);
  const bool is_name = !name.empty() && !has_wildcard(name);
  require(is_topic_name(name) == is_name, "a Topic Name is misjudged", input);
  if (is_valid && is_name)
    require(matches(filter, name) == match(filter_levels, levels_of(name)), "a wrong match", input);
}

}  // namespace mqttspec::fuzz
