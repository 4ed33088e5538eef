// Topics against a naive second opinion that splits into levels: first every short filter on every
// short name, then random long ones.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

#include "codec/decode.hpp"
#include "codec/topic.hpp"

namespace mqttspec {
namespace {

using Levels = std::vector<std::string>;

Levels split(std::string_view text) {
  Levels levels(1);
  for (const char symbol : text) {
    if (symbol == '/')
      levels.emplace_back();
    else
      levels.back() += symbol;
  }
  return levels;
}

bool has_wildcard(const std::string& level) {
  return level.find('#') != std::string::npos || level.find('+') != std::string::npos;
}

bool naive_is_topic_filter(std::string_view text) {
  const Levels levels = split(text);
  for (std::size_t i = 0; i < levels.size(); ++i) {
    if (levels[i] == "#" && i + 1 != levels.size()) return false;
    if (has_wildcard(levels[i]) && levels[i] != "#" && levels[i] != "+") return false;
  }
  return text != "";
}

bool naive_levels_match(const Levels& filter, const Levels& name, std::size_t i) {
  const bool filter_ends = i == filter.size();
  const bool name_ends = i == name.size();
  if (filter_ends) return name_ends;
  if (filter[i] == "#") return true;
  if (name_ends) return false;
  if (filter[i] != "+" && filter[i] != name[i]) return false;
  return naive_levels_match(filter, name, i + 1);
}

bool naive_matches(const Levels& filter, const Levels& name) {
  const bool hidden = name.front().starts_with('$');
  if (hidden && has_wildcard(filter.front())) return false;
  return naive_levels_match(filter, name, 0);
}

/// True if the decoder accepts a SUBSCRIBE to the filter, which is at most 20 bytes long.
bool is_subscribed_to(const std::string& filter, Version version) {
  const bool has_properties = version == Version::v5_0;
  std::vector<std::uint8_t> bytes = {0x82, 0, 0, 1};
  if (has_properties) bytes.push_back(0);
  bytes.push_back(0);
  bytes.push_back(static_cast<std::uint8_t>(filter.size()));
  bytes.insert(bytes.end(), filter.begin(), filter.end());
  bytes.push_back(0);
  bytes[1] = static_cast<std::uint8_t>(bytes.size() - 2);
  return decode_packet(bytes, {.version = version}).has_value();
}

/// Every text of 1 to `longest` characters of the alphabet.
std::vector<std::string> all_texts(std::string_view alphabet, std::size_t longest) {
  std::vector<std::string> texts = {""};
  for (std::size_t first = 0, length = 1; length <= longest; ++length) {
    const std::size_t end = texts.size();
    for (; first < end; ++first)
      for (const char symbol : alphabet) texts.push_back(texts[first] + symbol);
  }
  texts.erase(texts.begin());
  return texts;
}

TEST(TopicProperty, EveryShortFilterIsJudgedLikeItsLevels) {
  for (const auto& filter : all_texts("a/+#$", 6)) {
    const bool expected = naive_is_topic_filter(filter);
    ASSERT_EQ(is_topic_filter(filter), expected) << filter;
    ASSERT_EQ(is_topic_name(filter), !has_wildcard(filter)) << filter;
    // Nor does the decoder think otherwise.
    for (const auto version : {Version::v3_1_1, Version::v5_0})
      ASSERT_EQ(is_subscribed_to(filter, version), expected) << filter;
  }
}

TEST(TopicProperty, EveryShortSharedFilterIsJudgedLikeItsParts) {
  for (const auto& rest : all_texts("a/+#$", 5)) {
    const Levels levels = split(rest);
    const auto name_size = levels.front().size();
    const bool expected = levels.size() > 1 && name_size > 0 && !has_wildcard(levels.front()) &&
                          naive_is_topic_filter(std::string_view(rest).substr(name_size + 1));
    const std::string filter = "$share/" + rest;
    SharedFilter parts;
    ASSERT_EQ(parse_shared(filter, parts), expected) << filter;
    ASSERT_EQ(is_subscribed_to(filter, Version::v5_0), expected) << filter;
    // In 3.1.1 these are levels like any others.
    ASSERT_EQ(is_subscribed_to(filter, Version::v3_1_1), naive_is_topic_filter(filter)) << filter;
  }
}

TEST(TopicProperty, EveryShortFilterMatchesEveryShortNameLikeItsLevels) {
  std::vector<std::pair<std::string, Levels>> names;
  for (auto& name : all_texts("a/$", 4)) names.emplace_back(name, split(name));
  ASSERT_EQ(names.size(), 120U);
  std::size_t matched = 0;
  for (const auto& filter : all_texts("a/+#$", 6)) {
    if (!naive_is_topic_filter(filter)) continue;
    const Levels filter_levels = split(filter);
    for (const auto& [name, levels] : names) {
      const bool expected = naive_matches(filter_levels, levels);
      ASSERT_EQ(matches(filter, name), expected) << filter << " on " << name;
      matched += expected ? 1 : 0;
    }
  }
  EXPECT_GT(matched, 1000U);
}

std::string join(const Levels& levels) {
  std::string text = levels.front();
  for (std::size_t i = 1; i < levels.size(); ++i) text += '/' + levels[i];
  return text;
}

rc::Gen<Levels> some_name() {
  const auto level = rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab$ \xC3")));
  return rc::gen::suchThat(rc::gen::container<Levels>(level),
                           [](const Levels& levels) { return !levels.empty(); });
}

RC_GTEST_PROP(TopicProperty, AFilterMadeFromANameMatchesIt, ()) {
  const Levels name = *some_name();
  Levels filter = name;
  for (auto& level : filter)
    if (*rc::gen::inRange(0, 3) == 0) level = "+";
  if (*rc::gen::arbitrary<bool>()) {
    filter.resize(*rc::gen::inRange<std::size_t>(1, filter.size() + 1));
    filter.emplace_back("#");
  }
  RC_PRE(join(name) != "" && join(filter) != "");
  const bool hidden = name.front().starts_with('$') && filter.front() == "+";
  RC_ASSERT(matches(join(filter), join(name)) == !hidden);
}

RC_GTEST_PROP(TopicProperty, RandomFiltersAreJudgedLikeTheirLevels, ()) {
  const auto symbols = rc::gen::elementOf(std::string("aab//+#$"));
  const auto filter = *rc::gen::container<std::string>(symbols);
  const auto name = join(*some_name());
  RC_ASSERT(is_topic_filter(filter) == naive_is_topic_filter(filter));
  if (is_topic_filter(filter))
    RC_ASSERT(matches(filter, name) == naive_matches(split(filter), split(name)));
}

}  // namespace
}  // namespace mqttspec
