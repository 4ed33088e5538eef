// Tables of topics: what is valid, and what matches what (section 4.7 of both Standards, 4.8.2).
#include "codec/topic.hpp"

#include <gtest/gtest.h>

namespace mqttspec {
namespace {

TEST(Topic, Names) {
  constexpr std::string_view valid[] = {"a",  "/",     "//",         "a/b",     "/a",
                                        "a/", "$SYS",  "a b",        "\u00E9/", "ACCOUNTS",
                                        "$",  "a//b/", "$share/a/b", "\uFEFF",  "\u0001"};
  for (const auto name : valid) EXPECT_TRUE(is_topic_name(name)) << name;
  constexpr std::string_view invalid[] = {"", "#", "+", "a/#", "a/+/b", "a#", "+a", "a+b"};
  for (const auto name : invalid) EXPECT_FALSE(is_topic_name(name)) << name;
}

TEST(Topic, Filters) {
  constexpr std::string_view valid[] = {"#",   "+",     "/",   "a",        "/#",  "+/#",     "a/#",
                                        "a/+", "+/a/#", "+/+", "/+/",      "//#", "$SYS/#",  "$",
                                        "a b", "+/",    "/+",  "$share/+", "a//", "$share/#"};
  for (const auto filter : valid) EXPECT_TRUE(is_topic_filter(filter)) << filter;
  constexpr std::string_view invalid[] = {"",    "##",  "#/",   "a#",   "#a", "a/#/b", "a+",
                                          "+a",  "++",  "a/b+", "+#",   "#+", "/a#",   "a/+b/c",
                                          "$+/", "/#/", "+/a+", "+/#/", "#/#"};
  for (const auto filter : invalid) EXPECT_FALSE(is_topic_filter(filter)) << filter;
}

struct Match {
  std::string_view filter;
  std::string_view name;
  bool expected;
};

constexpr Match match_table[] = {
    {"#", "a", true},
    {"#", "/", true},
    {"#", "a/b/c", true},
    {"#", "$SYS/a", false},
    {"+", "a", true},
    {"+", "a/b", false},
    {"+", "/a", false},
    {"+", "$a", false},
    {"+/#", "$SYS/a", false},
    {"+/b", "$a/b", false},
    {"/+", "/$a", true},
    {"/#", "/$a", true},
    {"$SYS/#", "$SYS/a", true},
    {"$SYS/#", "$SYS", true},
    {"$SYS/+", "$SYS/a", true},
    {"$SYS/+/#", "$SYS/a", true},
    {"a/#", "a", true},
    {"a/#", "a/", true},
    {"a/#", "a/b/c", true},
    {"a/#", "ab", false},
    {"a/b/#", "a", false},
    {"a/+", "a", false},
    {"a/+", "a/", true},
    {"a/+", "a/b", true},
    {"a/+", "a/b/c", false},
    {"a/+/c", "a//c", true},
    {"a/+/+", "a/b", false},
    {"a/+/#", "a/b", true},
    {"+/+", "/a", true},
    {"+/+", "/", true},
    {"+/+/#", "/", true},
    {"a", "A", false},
    {"a", "/a", false},
    {"a", "a/", false},
    {"a/", "a", false},
    {"/", "/", true},
    {"/", "//", false},
    {"a/b", "a/b", true},
    {"a/b", "a/bc", false},
    {"a/bc", "a/b", false},
    {"\u00E9", "e\u0301", false},
    {"\uFEFFa", "a", false},
};

TEST(Topic, Matching) {
  for (const auto& [filter, name, expected] : match_table)
    EXPECT_EQ(matches(filter, name), expected) << filter << " on " << name;
}

struct Shared {
  std::string_view text;
  std::string_view share_name;
  std::string_view filter;
};

TEST(Topic, SharedFilters) {
  constexpr Shared valid[] = {
      {"$share/g/a", "g", "a"},
      {"$share/g//finance", "g", "/finance"},
      {"$share/g/#", "g", "#"},
      {"$share/g/+/b", "g", "+/b"},
      {"$share/g/$share/h/a", "g", "$share/h/a"},
      {"$share/ /a", " ", "a"},
  };
  for (const auto& [text, share_name, filter] : valid) {
    EXPECT_TRUE(is_shared(text)) << text;
    SharedFilter shared;
    ASSERT_TRUE(parse_shared(text, shared)) << text;
    EXPECT_EQ(shared.share_name, share_name);
    EXPECT_EQ(shared.topic_filter, filter);
  }
}

TEST(Topic, SharedFiltersThatAreNone) {
  constexpr std::string_view invalid[] = {"$share/",     "$share/g",    "$share/g/",   "$share//a",
                                          "$share/+/a",  "$share/g#/a", "$share/g+/a", "$share/#",
                                          "$share/g/a#", "$share/g/+a", "$share/g/#/a"};
  for (const auto text : invalid) {
    EXPECT_TRUE(is_shared(text)) << text;
    SharedFilter shared{"kept", "kept"};
    EXPECT_FALSE(parse_shared(text, shared)) << text;
    EXPECT_EQ(shared.share_name, "kept") << text;
  }
  constexpr std::string_view not_shared[] = {"", "$share", "share/g/a", "$SHARE/g/a",
                                             "/$share/g/a"};
  for (const auto text : not_shared) {
    SharedFilter shared;
    EXPECT_FALSE(is_shared(text)) << text;
    EXPECT_FALSE(parse_shared(text, shared)) << text;
  }
}

}  // namespace
}  // namespace mqttspec
