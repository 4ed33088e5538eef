// The faults of topics, section 4.7: Topic Names that are refused or changed as they come in, and
// the ways to get matching wrong.
#include <algorithm>
#include <string>

#include "codec/topic.hpp"
#include "model/mutations/mutations.hpp"

namespace mqttspec::model::mutations {

using namespace literals;

namespace {

/// Longer names are too much for some brokers.
constexpr std::size_t topic_bytes = 127;
constexpr std::ptrdiff_t topic_slashes = 11;

bool has_empty_level(std::string_view topic) {
  return topic.starts_with('/') || topic.ends_with('/') || topic.find("//") != topic.npos;
}

/// Takes a PUBLISH for an error if `is_wrong(topic)`.
template <class IsWrong>
void refuse_topic(Incoming& incoming, IsWrong is_wrong) {
  const auto* publish = incoming.packet<Publish>();
  if (publish != nullptr && is_wrong(publish->topic))
    incoming.take_for_error("MQTT-3.3.4-1"_v311 | "MQTT-3.3.4-1"_v5);
}

void refuse_empty_level(Incoming& incoming) { refuse_topic(incoming, has_empty_level); }

void refuse_many_levels(Incoming& incoming) {
  refuse_topic(incoming, [](std::string_view topic) {
    return std::ranges::count(topic, '/') > topic_slashes;
  });
}

void refuse_long_topic(Incoming& incoming) {
  refuse_topic(incoming, [](std::string_view topic) { return topic.size() > topic_bytes; });
}

void replace_in_topic(Incoming& incoming, std::string_view what, std::string_view by) {
  incoming.change<owned::Publish>([&](owned::Publish& publish) {
    auto& topic = publish.topic;
    for (auto at = topic.find(what); at != topic.npos; at = topic.find(what))
      topic.replace(at, what.size(), by);
  });
}

void drop_zero_width_no_break_space(Incoming& incoming) {
  replace_in_topic(incoming, "\xEF\xBB\xBF", "");
}

void merge_double_slashes(Incoming& incoming) { replace_in_topic(incoming, "//", "/"); }

void resolve_dots(Incoming& incoming) { replace_in_topic(incoming, "/./", "/"); }

void cut_long_topic(Incoming& incoming) {
  incoming.change<owned::Publish>([](owned::Publish& publish) {
    if (publish.topic.size() > topic_bytes) publish.topic.resize(topic_bytes);
  });
}

// How a faulty broker matches a Topic Name with a Topic Filter.

bool begins_with_wildcard(std::string_view filter) {
  return filter.starts_with('#') || filter.starts_with('+');
}

std::string with_last(std::string_view text, char last) {
  std::string result(text);
  result.back() = last;
  return result;
}

bool match_dollar_topic(std::string_view filter, std::string_view topic) {
  if (!begins_with_wildcard(filter) || !topic.starts_with('$')) return matches(filter, topic);
  return matches(filter, "x" + std::string(topic.substr(1)));
}

bool match_several_levels_with_plus(std::string_view filter, std::string_view topic) {
  return matches(filter.ends_with('+') ? with_last(filter, '#') : std::string(filter), topic);
}

bool match_one_level_with_hash(std::string_view filter, std::string_view topic) {
  return matches(filter.ends_with('#') ? with_last(filter, '+') : std::string(filter), topic);
}

bool match_no_parent_level(std::string_view filter, std::string_view topic) {
  const bool is_parent =
      filter.ends_with("/#") && matches(filter.substr(0, filter.size() - 2), topic);
  return !is_parent && matches(filter, topic);
}

std::string lower_case(std::string_view text) {
  std::string result(text);
  for (char& character : result)
    if (character >= 'A' && character <= 'Z') character = static_cast<char>(character + 32);
  return result;
}

bool match_without_case(std::string_view filter, std::string_view topic) {
  return matches(lower_case(filter), lower_case(topic));
}

std::string_view without_last_slash(std::string_view text) {
  if (text.size() > 1 && text.ends_with('/')) text.remove_suffix(1);
  return text;
}

bool match_without_last_slash(std::string_view filter, std::string_view topic) {
  return matches(without_last_slash(filter), without_last_slash(topic));
}

bool match_no_empty_level(std::string_view filter, std::string_view topic) {
  return !(filter.contains('+') && has_empty_level(topic)) && matches(filter, topic);
}

bool match_as_prefix(std::string_view filter, std::string_view topic) {
  return topic.starts_with(filter) || matches(filter, topic);
}

bool match_one_wildcard(std::string_view filter, std::string_view topic) {
  const auto wildcards = std::ranges::count_if(filter, [](char c) { return c == '+' || c == '#'; });
  return wildcards < 2 && matches(filter, topic);
}

bool match_everything(std::string_view, std::string_view topic) { return !topic.starts_with('$'); }

bool match_literally(std::string_view filter, std::string_view topic) { return filter == topic; }

}  // namespace

std::span<const InputMutation> inputs_of_s4_07_topics() {
  static constexpr InputMutation list[] = {
      {FaultId::topic_with_empty_level_refused, refuse_empty_level},
      {FaultId::topic_of_many_levels_refused, refuse_many_levels},
      {FaultId::long_topic_refused, refuse_long_topic},
      {FaultId::zero_width_no_break_space_dropped, drop_zero_width_no_break_space},
      {FaultId::double_slashes_merged, merge_double_slashes},
      {FaultId::dots_resolved, resolve_dots},
      {FaultId::long_topics_cut, cut_long_topic},
  };
  return list;
}

std::span<const MatchMutation> matches_of_s4_07_topics() {
  static constexpr MatchMutation list[] = {
      {FaultId::wildcard_matches_dollar_topic, match_dollar_topic},
      {FaultId::plus_matches_several_levels, match_several_levels_with_plus},
      {FaultId::plus_misses_empty_level, match_no_empty_level},
      {FaultId::hash_matches_one_level, match_one_level_with_hash},
      {FaultId::hash_misses_parent_level, match_no_parent_level},
      {FaultId::second_wildcard_taken_literally, match_one_wildcard},
      {FaultId::topics_matched_without_case, match_without_case},
      {FaultId::last_slash_ignored, match_without_last_slash},
      {FaultId::filter_matched_as_prefix, match_as_prefix},
      {FaultId::subscription_matches_everything, match_everything},
      {FaultId::wildcards_granted_without_effect, match_literally},
  };
  return list;
}

}  // namespace mqttspec::model::mutations
