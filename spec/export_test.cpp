// The export is whole, and its rows have the members that its readers rely on.
#include "spec/export.hpp"

#include <gtest/gtest.h>

namespace mqttspec {
namespace {

using namespace literals;

std::size_t count(const Json& rows, const Json& wanted) {
  std::size_t found = 0;
  for (const auto& row : rows) {
    bool matches = true;
    for (const auto& [key, value] : wanted.items()) matches = matches && row.at(key) == value;
    found += matches ? 1 : 0;
  }
  return found;
}

const Json& find(const Json& rows, const Json& wanted) {
  static const Json nothing;
  for (const auto& row : rows)
    if (count(Json::array({row}), wanted) == 1) return row;
  return nothing;
}

TEST(Export, CountsEveryRow) {
  const Json all = export_specification();
  struct {
    const char* table;
    Json wanted;
    std::size_t rows;
  } const expected[] = {
      {"statements", {{"version", "3.1.1"}, {"numbered", true}}, 141},
      {"statements", {{"version", "3.1.1"}, {"numbered", false}}, 121},
      {"statements", {{"version", "5.0"}, {"numbered", true}}, 251},
      {"statements", {{"version", "5.0"}, {"numbered", false}}, 459},
      {"properties", Json::object(), 27},
      {"reason_codes", {{"version", "3.1.1"}}, 10},
      {"reason_codes", {{"version", "5.0"}}, 45},
      {"packets", Json::object(), 15},
  };
  for (const auto& [table, wanted, rows] : expected)
    EXPECT_EQ(count(all.at(table), wanted), rows) << table << " " << wanted;
}

TEST(Export, CountsPlacesAndUses) {
  std::size_t places = 0;
  for (const auto& row : export_properties()) places += row.at("places").size();
  EXPECT_EQ(places, 64U);
  std::size_t uses = 0;
  for (const auto& row : export_reason_codes())
    if (row.at("version") == "5.0") uses += row.at("packets").size();
  EXPECT_EQ(uses, 95U);
}

TEST(Export, StatementHasItsMembers) {
  const Json row = export_statement("MQTT-3.8.3-4"_v311);
  std::vector<std::string> keys;
  for (const auto& [key, value] : row.items()) keys.push_back(key);
  const std::vector<std::string> expected = {"version", "id",    "numbered", "section", "level",
                                             "actor",   "check", "excuse",   "summary", "printed"};
  EXPECT_EQ(keys, expected);
  EXPECT_EQ(row.at("printed"), "MQTT-3-8.3-4");
  EXPECT_EQ(row.at("level"), "must");
  EXPECT_FALSE(export_statement("MQTT-3.1.0-1"_v5).contains("printed"));
}

TEST(Export, ChecksAreWords) {
  EXPECT_EQ(words(Check::none), std::vector<std::string_view>{});
  EXPECT_EQ(words(Check::codec | Check::live), (std::vector<std::string_view>{"codec", "live"}));
  EXPECT_EQ(words(Check::model), std::vector<std::string_view>{"model"});
}

TEST(Export, CodeZeroHasThreeNamesEachWithItsPackets) {
  const Json codes = export_reason_codes();
  const auto& normal = find(codes, {{"version", "5.0"}, {"name", "Normal disconnection"}});
  ASSERT_EQ(normal.at("packets").size(), 1U);
  EXPECT_EQ(normal.at("packets")[0].at("packet"), "DISCONNECT");
  EXPECT_EQ(normal.at("packets")[0].at("sender"), "both");
  EXPECT_EQ(find(codes, {{"version", "5.0"}, {"name", "Success"}}).at("packets").size(), 7U);
}

TEST(Export, PropertiesTellTheirRange) {
  const Json properties = export_properties();
  const auto& alias = find(properties, {{"name", "Topic Alias"}});
  EXPECT_EQ(alias.at("identifier"), 0x23);
  EXPECT_EQ(alias.at("places")[0].at("packet"), "PUBLISH");
  EXPECT_EQ(alias.at("places")[0].at("minimum"), 1);
  EXPECT_EQ(alias.at("places")[0].at("maximum"), 65535);
  const auto& user = find(properties, {{"name", "User Property"}});
  EXPECT_EQ(user.at("type"), "UTF-8 String Pair");
  EXPECT_FALSE(user.at("places")[0].contains("minimum"));
  EXPECT_EQ(count(user.at("places"), {{"occurrence", "many"}}), user.at("places").size());
  EXPECT_EQ(count(user.at("places"), {{"packet", "Will Properties"}}), 1U);
}

TEST(Export, PacketsTellTheirSenders) {
  const Json packets = export_packets();
  const auto& disconnect = find(packets, {{"name", "DISCONNECT"}});
  EXPECT_EQ(disconnect.at("sender").at("3.1.1"), "client");
  EXPECT_EQ(disconnect.at("sender").at("5.0"), "both");
  EXPECT_TRUE(find(packets, {{"name", "AUTH"}}).at("sender").at("3.1.1").is_null());
  EXPECT_TRUE(find(packets, {{"name", "PUBLISH"}}).at("flags").is_null());
  EXPECT_EQ(find(packets, {{"name", "PUBREL"}}).at("flags"), 2);
}

}  // namespace
}  // namespace mqttspec
