// Functions are short, wherever they stand.
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <set>
#include <sstream>
#include <string_view>
#include <utility>

#include "tidy/sources.hpp"

namespace mqttspec::tidy {
namespace {

std::size_t indentation(const std::string& line) { return line.find_first_not_of(' '); }

/// True for a line that is a closing brace and nothing else.
bool closes(const std::string& line) {
  return line.ends_with('}') && indentation(line) + 1 == line.size();
}

/// The lines of a function that are none of a table: one that is declared in it, or is all that it
/// returns, is data. `begin` is its first line, `end` its closing brace.
std::size_t length_of(const std::vector<std::string>& lines, std::size_t begin, std::size_t end) {
  const std::size_t inside = indentation(lines[end]) + 2;
  std::size_t length = end + 1 - begin;
  std::size_t table = 0;
  for (std::size_t i = begin; i < end; ++i) {
    if (indentation(lines[i]) != inside) continue;
    const auto text = std::string_view(lines[i]).substr(inside);
    if (text.ends_with("[] = {") || text.ends_with("({")) table = i;
    if ((text == "};" || text == "});") && table > 0) length -= i - std::exchange(table, 0);
  }
  return length;
}

/// True for a line that opens something else than a function, or goes on with it.
bool is_no_function(std::string_view text) {
  static const std::set<std::string_view> words = {
      "namespace", "struct", "class", "enum",   "union", "if",      "else",
      "for",       "while",  "do",    "switch", "case",  "default", "try"};
  const auto end = std::ranges::find_if_not(text, [](char c) { return c >= 'a' && c <= 'z'; });
  return text.starts_with('{') || text.starts_with('}') || words.contains({text.begin(), end});
}

/// The line in which the function begins whose closing brace is the line `end`; nothing if what
/// ends there is none. What clang-format lays out begins in the last line that is indented as its
/// end is, whether it stands in a namespace or in a class.
std::optional<std::size_t> begin_of(const std::vector<std::string>& lines, std::size_t end) {
  const auto indent = indentation(lines[end]);
  for (std::size_t i = end; i-- > 0;) {
    if (indentation(lines[i]) != indent) continue;
    const auto text = std::string_view(lines[i]).substr(indent);
    if (text.starts_with("//") || text.starts_with('#')) continue;
    if (is_no_function(text)) return std::nullopt;
    for (auto j = i; j < end; ++j) {
      if (lines[j].contains('(')) return i;
      if (lines[j].ends_with('{')) return std::nullopt;
    }
    return std::nullopt;
  }
  return std::nullopt;
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

TEST(Functions, AreFoundWhereverTheyStand) {
  struct Row {
    const char* text;
    std::vector<std::size_t> lengths;
  };
  const Row rows[] = {
      {"int f() {\n  return 1;\n}", {3}},
      {"int f(int a,\n      int b) {\n  return a;\n}", {4}},
      {"class A {\n public:\n  A() : a_(1) {\n    b();\n  }\n\n private:\n  int a_;\n};", {3}},
      {"struct A {\n  int f() {\n    if (a) {\n      b();\n    }\n  }\n};", {5}},
      {"struct A {\n  struct B {\n    void f() {\n    }\n  };\n};", {2}},
      {"void f() {\n  for (;;) {\n  }\n  switch (a) {\n  }\n}", {6}},
      {"void f() {\n  if (a) {\n  } else {\n  }\n}", {5}},
      {"void f() {\n  const R rows[] = {\n      1,\n  };\n}", {3}},
      {"namespace a {\n}", {}},
  };
  for (const auto& [text, lengths] : rows) {
    const auto lines = split(text);
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (!closes(lines[i])) continue;
      if (const auto begin = begin_of(lines, i)) found.push_back(length_of(lines, *begin, i));
    }
    EXPECT_EQ(found, lengths) << text;
  }
}

TEST(Functions, AreShort) {
  std::size_t functions = 0;
  for (const auto& [path, lines] : sources()) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (!closes(lines[i])) continue;
      const auto begin = begin_of(lines, i);
      if (!begin) continue;
      ++functions;
      EXPECT_LE(length_of(lines, *begin, i), 70U) << path << ":" << *begin + 1;
    }
  }
  EXPECT_GT(functions, 2'000U);
}

}  // namespace
}  // namespace mqttspec::tidy
