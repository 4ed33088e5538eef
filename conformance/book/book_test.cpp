// The entries: that all is there, that nothing leads nowhere, and a few of them against a file that
// was looked at.
#include "conformance/book/book.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "conformance/book/ambiguities.hpp"
#include "conformance/book/json.hpp"
#include "conformance/book/paths.hpp"
#include "conformance/book/testing/sample_grid.hpp"
#include "spec/property_table.hpp"
#include "spec/reason_code_table.hpp"

namespace mqttspec::conformance::book {
namespace {

using namespace literals;

const Book& book() {
  static const Book whole;
  return whole;
}

std::string read(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

TEST(Book, HasAPageForEachThing) {
  for (const auto version : {Version::v3_1_1, Version::v5_0})
    for (std::size_t i = 0; i < statements(version).size(); ++i) {
      EXPECT_NE(book().at(path_of(StatementId::at(version, i))), nullptr);
      const auto section = statements(version)[i].section;
      EXPECT_NE(book().at(section_path(version, section)), nullptr) << section;
    }
  for (const auto& row : property_table) EXPECT_NE(book().at(path_of(row.property)), nullptr);
  for (const auto& row : packet_table) EXPECT_NE(book().at(path_of(row.type)), nullptr);
  for (const auto& row : reason_table)
    EXPECT_NE(book().at(code_path(Version::v5_0, row.code)), nullptr) << row.name;
}

TEST(Book, NothingIsThereTwiceAndNothingLeadsNowhere) {
  std::set<std::string_view> paths;
  for (const auto& entry : book().entries())
    EXPECT_TRUE(paths.insert(entry.path).second) << entry.path;
  for (const auto& entry : book().entries())
    for (const auto& field : entry.fields) {
      EXPECT_EQ(field.link.empty(), field.path.empty()) << entry.path << " " << field.label;
      EXPECT_TRUE(field.path.empty() || paths.contains(field.path))
          << entry.path << " leads to " << field.path;
    }
}

TEST(Book, EverythingIsFoundByName) {
  struct {
    const char* word;
    std::vector<std::string> paths;
  } const table[] = {
      {"MQTT-3.1.0-2", {"statements/3.1.1/MQTT-3.1.0-2", "statements/5.0/MQTT-3.1.0-2"}},
      {"[mqtt-3-8.3-4]", {"statements/3.1.1/MQTT-3.8.3-4"}},
      {"0x8F", {"codes/5.0/0x8F"}},
      {"142", {"codes/5.0/0x8E"}},
      {"session taken over", {"codes/5.0/0x8E"}},
      {"granted qos 0", {"codes/5.0/0x00"}},
      {"0x11", {"codes/5.0/0x11", "properties/session-expiry-interval"}},
      {"topic alias", {"properties/topic-alias"}},
      {"SUBACK", {"packets/SUBACK"}},
      {"3.1.2.4", {"sections/3.1.1/3.1.2.4", "sections/5.0/3.1.2.4"}},
      {"ambiguity 17", {"ambiguities/17"}},
      {"qos_2_method", {"freedoms/qos_2_method"}},
      {"seed table", {"seed-table"}},
      {"will_not_published", {"faults/broker/will_not_published"}},
      {"takeover/old-connection-is-closed", {"cases/takeover/old-connection-is-closed"}},
  };
  for (const auto& [word, paths] : table) {
    std::vector<std::string> found;
    for (const auto* entry : book().named(word, std::nullopt)) found.push_back(entry->path);
    EXPECT_EQ(found, paths) << word;
  }
  EXPECT_EQ(book().named("MQTT-3.1.0-2", Version::v5_0).size(), 1U);
}

TEST(Book, TellsWhatACodeMeansAndWhenItIsNoError) {
  const auto* const entry = book().at("codes/5.0/0x8F");
  ASSERT_NE(entry, nullptr);
  std::string all;
  for (const auto& field : entry->fields) all += field.label + " " + field.link + field.text + "\n";
  EXPECT_TRUE(all.contains("in SUBACK: the Topic Filter is well formed, and this Client may not"));
  EXPECT_TRUE(all.contains("in DISCONNECT from the server: "));
  EXPECT_TRUE(all.contains("remark Not for a Topic Filter that breaks the rules"));
}

TEST(Ambiguities, AreAllReadWithTheirReadings) {
  const auto page = read(MQTTSPEC_SOURCE_DIR "/spec/ambiguities.md");
  std::size_t readings = 0;
  for (auto at = page.find("*Reading:*"); at != std::string::npos;
       at = page.find("*Reading:*", at + 1))
    ++readings;
  EXPECT_EQ(ambiguities().size(), readings);
  unsigned number = 0;
  for (const auto& each : ambiguities()) {
    EXPECT_EQ(each.number, ++number);
    EXPECT_FALSE(each.title.empty() || each.texts.empty() || each.reading.empty()) << number;
    EXPECT_FALSE(each.chapter.empty()) << number;
    for (const auto* const text : {&each.title, &each.texts, &each.reading})
      EXPECT_EQ(text->find_first_of("*`"), std::string::npos) << *text;
  }
}

TEST(Ambiguities, KnowTheVersionsOfTheStatementsThatTheyName) {
  struct {
    const char* text;
    std::vector<StatementId> named;
  } const table[] = {
      {"[MQTT-3.1.2-24] of 5.0 forbids", {"MQTT-3.1.2-24"_v5}},
      {"[MQTT-3.3.4-7] and [MQTT-3.3.4-9] of 5.0", {"MQTT-3.3.4-7"_v5, "MQTT-3.3.4-9"_v5}},
      {"In 3.1.1, [MQTT-3.1.4-1] asks", {"MQTT-3.1.4-1"_v311}},
      {"5.0 forbids it ([MQTT-4.4.0-1]). 3.1.1 asks", {"MQTT-4.4.0-1"_v5}},
      {"in 3.1.1 [MQTT-4.13.1-1] does", {"MQTT-4.13.1-1"_v5}},
      {"as [MQTT-3.1.2-3] of both does", {"MQTT-3.1.2-3"_v311, "MQTT-3.1.2-3"_v5}},
      {"section 3.1.1.5 has [MQTT-4.7.3-1]", {"MQTT-4.7.3-1"_v311, "MQTT-4.7.3-1"_v5}},
      {"[U5.0-9.9.9-9] is none", {}},
  };
  for (const auto& [text, named] : table) EXPECT_EQ(statements_in(text), named) << text;
}

TEST(Ambiguities, StandOnThePagesOfTheirStatements) {
  const auto found = ambiguities_of("MQTT-3.1.2-24"_v5);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0]->number, 42U);
  EXPECT_EQ(ambiguities_of("MQTT-3.1.2-24"_v311).at(0)->number, 39U);
}

TEST(BookData, IsAsItWas) {
  auto all = nlohmann::ordered_json::array();
  const auto grid = testing::sample_grid();
  for (const char* const path :
       {"statements/5.0/MQTT-4.3.3-10", "ambiguities/42", "codes/5.0/0x8F", "codes/3.1.1/0x80",
        "properties/receive-maximum", "packets/PINGREQ", "sections/5.0/4.9", "freedoms/granted_qos",
        "cases/qos2/each-message-has-an-unused-identifier", "faults/broker/newcomer_refused",
        "errata"})
    all.push_back(to_json(*book().at(path), grid));
  const auto made = all.dump(1) + "\n";
  if (made == read(MQTTSPEC_SOURCE_DIR "/conformance/book/golden.json")) return;
  const std::string place = MQTTSPEC_BINARY_DIR "/book_golden.json";
  std::ofstream(place) << made;
  FAIL() << "conformance/book/golden.json is otherwise; the data that was made is in " << place
         << ": compare them, and keep the new one if it is right";
}

}  // namespace
}  // namespace mqttspec::conformance::book
