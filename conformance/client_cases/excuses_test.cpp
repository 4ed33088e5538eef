// Each statement that a Client has to keep to and that can be seen has a case, or an excuse.
#include "conformance/client_cases/excuses.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "conformance/client_cases/index.hpp"

namespace mqttspec::conformance::client_cases {
namespace {

bool is_cited(StatementId statement) {
  return std::ranges::any_of(case_groups(), [&](const auto& group) {
    return std::ranges::any_of(group.cases, [&](const auto& each) {
      return std::ranges::any_of(each.statements, [&](const Cited& cited) {
        return cited.of(statement.version()) == statement;
      });
    });
  });
}

// What only permits something cannot be broken.
bool is_to_be_seen(const Statement& row) {
  return row.actor != Actor::server && row.level != Level::may &&
         contains(row.checks, Check::live) && row.excuse.empty();
}

TEST(ClientExcuses, EachStatementHasACaseOrAnExcuse) {
  for (const auto version : {Version::v3_1_1, Version::v5_0})
    for (std::size_t i = 0; i < statements(version).size(); ++i) {
      const auto id = StatementId::at(version, i);
      if (!is_to_be_seen(id.row()))
        EXPECT_EQ(excuse_of(id), "") << id.id() << " needs none";
      else
        EXPECT_NE(is_cited(id), !excuse_of(id).empty())
            << to_string(version) << " " << id.id() << ": " << id.row().summary;
    }
}

TEST(ClientExcuses, NameStatementsThatHaveACase) {
  constexpr std::string_view implied = "implied by ";
  for (const auto version : {Version::v3_1_1, Version::v5_0})
    for (std::size_t i = 0; i < statements(version).size(); ++i) {
      const auto reason = excuse_of(StatementId::at(version, i));
      if (reason.starts_with(implied)) {
        const auto name = reason.substr(implied.size(), reason.find(':') - implied.size());
        const auto other = find_statement(version, name);
        EXPECT_TRUE(other && is_cited(*other)) << reason;
      } else if (!reason.empty()) {
        EXPECT_TRUE(reason.starts_with("in every case: ") || reason.starts_with("not observable: "))
            << reason;
      }
    }
}

}  // namespace
}  // namespace mqttspec::conformance::client_cases
