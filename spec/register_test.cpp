// The register is whole: every statement of both Standards has a row that says what it needs to.
#include "spec/register.hpp"

#include <gtest/gtest.h>

#include <set>

namespace mqttspec {
namespace {

using namespace literals;

struct Expected {
  Version version;
  std::size_t numbered;
  std::size_t unnumbered;
};
constexpr Expected expected[] = {{Version::v3_1_1, 141, 121}, {Version::v5_0, 251, 459}};

TEST(Register, HasEveryStatementOnce) {
  for (const auto& [version, numbered, unnumbered] : expected) {
    std::set<std::string_view> ids;
    std::size_t with_number = 0;
    for (const auto& row : statements(version)) {
      EXPECT_TRUE(ids.insert(row.id).second) << row.id << " stands twice";
      with_number += row.numbered() ? 1 : 0;
    }
    EXPECT_EQ(with_number, numbered);
    EXPECT_EQ(ids.size() - with_number, unnumbered);
  }
}

TEST(Register, FindsEveryStatementAtItsPlace) {
  for (const auto& [version, numbered, unnumbered] : expected) {
    const auto rows = statements(version);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const auto id = StatementId::find(version, rows[i].id);
      ASSERT_TRUE(id) << rows[i].id;
      EXPECT_EQ(id->index(), i) << rows[i].id;
    }
  }
}

TEST(Register, FindsNothingElse) {
  for (const char* id : {"", "M", "MQTT-3.1.0-", "MQTT-3.1.0-22", "MQTT-3.1.0-99", "mqtt-3.1.0-2",
                         "MQTT-3.1.0-2 ", "Z"})
    EXPECT_FALSE(StatementId::find(Version::v5_0, id)) << id;
}

TEST(Register, EveryRowIsCheckedSomewhereOrSaysWhyNot) {
  for (const auto& [version, numbered, unnumbered] : expected) {
    for (const auto& row : statements(version)) {
      if (row.checks == Check::none) {
        EXPECT_FALSE(row.excuse.empty()) << row.id;
      }
      // What no client can see may still be checked on the model.
      if (contains(row.checks, Check::live)) {
        EXPECT_TRUE(row.excuse.empty()) << row.id;
      }
      EXPECT_GE(row.summary.size(), 15U) << row.id;
    }
  }
}

TEST(Register, ExcusesAreOfFourKindsAndNameRealStatements) {
  constexpr std::string_view implied = "implied by ";
  for (const auto& [version, numbered, unnumbered] : expected) {
    for (const auto& row : statements(version)) {
      if (row.excuse.starts_with(implied)) {
        const auto id = row.excuse.substr(implied.size(), row.excuse.find(':') - implied.size());
        EXPECT_TRUE(find_statement(version, id)) << row.id << ": " << row.excuse;
      } else if (!row.excuse.empty()) {
        EXPECT_TRUE(row.excuse.starts_with("not observable: ") ||
                    row.excuse.starts_with("about humans: ") ||
                    row.excuse.starts_with("out of scope: "))
            << row.id << ": " << row.excuse;
      }
    }
  }
}

TEST(Register, FindsMisprintedForms) {
  EXPECT_EQ(find_statement(Version::v3_1_1, "[MQTT-3-8.3-4]"), "MQTT-3.8.3-4"_v311);
  EXPECT_EQ(find_statement(Version::v3_1_1, "MQTT-3.1.2.7"), "MQTT-3.1.2-7"_v311);
  EXPECT_EQ(find_statement(Version::v5_0, "[MQTT-4.2.0-1]"), "MQTT-4.2-1"_v5);
  EXPECT_EQ(printed_form("MQTT-3.8.3-4"_v311), "MQTT-3-8.3-4");
  EXPECT_EQ(printed_form("MQTT-3.1.0-1"_v5), "");
  EXPECT_FALSE(find_statement(Version::v5_0, "MQTT-2.2.1-1"));
}

TEST(Register, PairsKeepTheirVersions) {
  constexpr Cited pair = "MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-8"_v5;
  EXPECT_EQ(pair.of(Version::v3_1_1)->id(), "MQTT-4.3.3-2");
  EXPECT_EQ(pair.of(Version::v5_0)->id(), "MQTT-4.3.3-8");
  constexpr Cited alone = "MQTT-4.3.3-8"_v5;
  EXPECT_FALSE(alone.of(Version::v3_1_1));
}

}  // namespace
}  // namespace mqttspec
