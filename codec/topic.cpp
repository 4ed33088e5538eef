// Topic Names and Topic Filters without building a list of levels: one pass over the bytes each.
#include "codec/topic.hpp"

#include <algorithm>

namespace mqttspec {
namespace {

constexpr char separator = '/';
constexpr char single_level_wildcard = '+';
constexpr char multi_level_wildcard = '#';
constexpr std::string_view wildcards = "+#";
constexpr std::string_view share_prefix = "$share/";

bool begins_with_wildcard(std::string_view topic_filter) {
  return topic_filter.starts_with(single_level_wildcard) ||
         topic_filter.starts_with(multi_level_wildcard);
}

}  // namespace

bool is_topic_name(std::string_view text) {
  return !text.empty() && text.find_first_of(wildcards) == std::string_view::npos;
}

bool is_topic_filter(std::string_view text) {
  if (text.empty()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != single_level_wildcard && text[i] != multi_level_wildcard) continue;
    const bool begins_level = i == 0 || text[i - 1] == separator;
    const bool ends_text = i + 1 == text.size();
    const bool ends_level =
        ends_text || (text[i] == single_level_wildcard && text[i + 1] == separator);
    if (!begins_level || !ends_level) return false;
  }
  return true;
}

bool is_shared(std::string_view topic_filter) { return topic_filter.starts_with(share_prefix); }

bool parse_shared(std::string_view topic_filter, SharedFilter& out) {
  if (!is_shared(topic_filter)) return false;
  const std::string_view rest = topic_filter.substr(share_prefix.size());
  const std::size_t slash = rest.find(separator);
  if (slash == std::string_view::npos) return false;
  const std::string_view share_name = rest.substr(0, slash);
  const std::string_view filter = rest.substr(slash + 1);
  if (!is_topic_name(share_name) || !is_topic_filter(filter)) return false;
  out = {share_name, filter};
  return true;
}

bool matches(std::string_view topic_filter, std::string_view topic_name) {
  // [MQTT-4.7.2-1]
  if (topic_name.starts_with('$') && begins_with_wildcard(topic_filter)) return false;
  std::size_t at = 0;  // in the name: everything before it has been matched
  for (std::size_t i = 0; i < topic_filter.size(); ++i) {
    const char symbol = topic_filter[i];
    if (symbol == multi_level_wildcard) return true;
    if (symbol == single_level_wildcard) {
      at = std::min(topic_name.find(separator, at), topic_name.size());
    } else if (at == topic_name.size()) {
      return topic_filter.substr(i) == "/#";  // which stands for the parent level too
    } else if (topic_name[at++] != symbol) {
      return false;
    }
  }
  return at == topic_name.size();
}

}  // namespace mqttspec
