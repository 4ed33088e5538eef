// See s4_07_topics.hpp. Matching itself is the codec's; only the ways to get it wrong are here.
#include "model/broker/s4_07_topics.hpp"

#include <algorithm>
#include <string>

#include "codec/topic.hpp"

namespace mqttspec::model {

namespace {

std::string lower_case(std::string_view text) {
  std::string result(text);
  for (char& character : result)
    if (character >= 'A' && character <= 'Z') character = static_cast<char>(character + 32);
  return result;
}

std::string with_last(std::string_view text, char last) {
  std::string result(text);
  result.back() = last;
  return result;
}

std::string_view without_last_slash(std::string_view text) {
  if (text.size() > 1 && text.ends_with('/')) text.remove_suffix(1);
  return text;
}

auto wildcards(std::string_view filter) {
  return std::ranges::count_if(filter, [](char c) { return c == '+' || c == '#'; });
}

bool has_empty_level(std::string_view topic) {
  return topic.starts_with('/') || topic.ends_with('/') || topic.find("//") != topic.npos;
}

}  // namespace

std::string_view filter_of(const HeldSubscription& subscription) {
  SharedFilter parts;
  if (subscription.shared && parse_shared(subscription.topic_filter, parts))
    return parts.topic_filter;
  return subscription.topic_filter;
}

bool is_match(Turn& turn, std::string_view filter, std::string_view topic) {
  const auto& faults = turn.faults;
  const bool wild_start = filter.starts_with('#') || filter.starts_with('+');
  if (faults.on(FaultId::wildcard_matches_dollar_topic) && wild_start && topic.starts_with('$'))
    return matches(filter, "x" + std::string(topic.substr(1)));
  if (faults.on(FaultId::plus_matches_several_levels) && filter.ends_with('+'))
    return matches(with_last(filter, '#'), topic);
  if (faults.on(FaultId::hash_matches_one_level) && filter.ends_with('#'))
    return matches(with_last(filter, '+'), topic);
  if (faults.on(FaultId::hash_misses_parent_level) && filter.ends_with("/#") &&
      matches(filter.substr(0, filter.size() - 2), topic))
    return false;
  if (faults.on(FaultId::topics_matched_without_case))
    return matches(lower_case(filter), lower_case(topic));
  if (faults.on(FaultId::last_slash_ignored))
    return matches(without_last_slash(filter), without_last_slash(topic));
  if (faults.on(FaultId::plus_misses_empty_level) && filter.find('+') != filter.npos &&
      has_empty_level(topic))
    return false;
  if (faults.on(FaultId::filter_matched_as_prefix) && topic.starts_with(filter)) return true;
  if (faults.on(FaultId::second_wildcard_taken_literally) && wildcards(filter) > 1) return false;
  if (faults.on(FaultId::subscription_matches_everything)) return !topic.starts_with('$');
  return matches(filter, topic);
}

}  // namespace mqttspec::model
