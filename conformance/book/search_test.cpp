// Words, and what is found first. Pages are held to the same order by test.mjs.
#include "conformance/book/search.hpp"

#include <gtest/gtest.h>

namespace mqttspec::conformance::book {
namespace {

struct Searched {
  Book book;
  SearchIndex index{book};

  std::string first(std::string_view query) const {
    const auto hits = index.find(query);
    return hits.empty() ? "" : book.entries()[hits.front().entry].path;
  }
};

const Searched& searched() {
  static const Searched all;
  return all;
}

TEST(Search, Words) {
  struct {
    const char* text;
    std::vector<std::string> words;
  } const table[] = {
      {"", {}},
      {"the of a", {}},
      {"Closes, closed; CLOSING!", {"clo", "clo", "clo"}},
      {"process processes", {"process", "process"}},
      {"property properties", {"propert", "propert"}},
      {"Non-shared", {"non", "shar"}},
      {"[MQTT-3.1.0-2].", {"mqtt-3.1.0-2"}},
      {"UTF-8, 0x8F and QoS 2", {"utf-8", "0x8f", "qos", "2"}},
      {"-/.", {}},
      {"\xC3\xA9t\xC3\xA9", {"t"}},
  };
  for (const auto& [text, words] : table) EXPECT_EQ(words_of(text), words) << text;
}

TEST(Search, TheBestComesFirst) {
  struct {
    const char* query;
    const char* path;
  } const table[] = {
      {"may a server close", "ambiguities/38"},
      {"session expiry", "properties/session-expiry-interval"},
      {"receive maximum", "properties/receive-maximum"},
      {"publish before suback", "ambiguities/24"},
      {"topic filter invalid", "codes/5.0/0x8F"},
      {"misprinted tags", "ambiguities/1"},
      {"errata of the standards", "errata"},
      {"xyzzy", ""},
      {"", ""},
  };
  for (const auto& [query, path] : table) EXPECT_EQ(searched().first(query), path) << query;
}

TEST(Search, FindsPasswords) {
  const auto& [book, index] = searched();
  const auto hits = index.find("password");
  ASSERT_GT(hits.size(), 12U);
  std::size_t statements = 0;
  for (const auto& hit : std::span(hits).first(12))
    if (book.entries()[hit.entry].kind == Kind::statement) ++statements;
  EXPECT_GE(statements, 5U);
}

TEST(Search, AWordThatIsNotThereStandsForThoseThatBeginWithIt) {
  EXPECT_EQ(searched().index.find("passw"), searched().index.find("password"));
  EXPECT_TRUE(searched().index.find("xq").empty());
}

TEST(Search, ScoresFallAndEqualOnesKeepTheOrderOfTheBook) {
  const auto hits = searched().index.find("server publish retained");
  for (std::size_t i = 1; i < hits.size(); ++i) {
    EXPECT_GE(hits[i - 1].score, hits[i].score);
    if (hits[i - 1].score == hits[i].score) {
      EXPECT_LT(hits[i - 1].entry, hits[i].entry);
    }
  }
}

TEST(Search, FaultsAreFoundByNameAlone) {
  for (const auto& [word, postings] : searched().index.words())
    for (const auto& posting : postings)
      EXPECT_NE(searched().book.entries()[posting.entry].kind, Kind::fault) << word;
}

}  // namespace
}  // namespace mqttspec::conformance::book
