// The tables fit together, and a Disguise gives back what it took.
#include <fnmatch.h>
#include <gtest/gtest.h>

#include <set>

#include "conformance/circumstances/disguise.hpp"
#include "conformance/client_cases/index.hpp"

namespace mqttspec::conformance::circumstances {
namespace {

TEST(Circumstances, HaveNamesThatFindThem) {
  std::set<std::string_view> names;
  for (const auto& row : circumstances()) {
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    EXPECT_EQ(row.name.find('_'), row.name.npos);
    ASSERT_NE(find_circumstance(row.name), nullptr);
    EXPECT_EQ(find_circumstance(row.name)->id, row.id);
    EXPECT_EQ(World(row.id).name(), row.name);
  }
  EXPECT_EQ(find_circumstance("rain"), nullptr);
  EXPECT_EQ(World().name(), "plain");
}

TEST(Circumstances, EachExceptionNamesACase) {
  for (const auto& each : exceptions()) {
    bool found = false;
    for (const auto* const group : client_cases::groups_of_both())
      for (const auto& which : group->cases)
        found = found ||
                ::fnmatch(std::string(each.cases).c_str(), std::string(which.name).c_str(), 0) == 0;
    EXPECT_TRUE(found) << each.cases;
    EXPECT_FALSE(each.reason.empty());
  }
}

TEST(Circumstances, DefaultWorldsHoldMostOfThem) {
  World all;
  for (const auto& world : default_worlds())
    for (const auto& row : circumstances())
      if (world.has(row.id)) all.add(row.id);
  for (const auto id : {CircumstanceId::bystanders, CircumstanceId::cut, CircumstanceId::glued,
                        CircumstanceId::other_version_partner, CircumstanceId::lasting_sessions})
    EXPECT_TRUE(all.has(id));
  std::set<std::string> singles;
  for (const auto tested : {Tested::servers, Tested::clients})
    for (const auto& world : all_worlds(tested)) singles.insert(world.name());
  EXPECT_EQ(singles.size(), circumstance_count);
}

TEST(Circumstances, LessWhatChangesTheMeaning) {
  World world(CircumstanceId::published_to_be_retained);
  world.add(CircumstanceId::cut).add(CircumstanceId::user_properties);
  EXPECT_EQ(permitted(world, "retain/keeps-its-qos", Version::v5_0).name(), "user-properties, cut");
  EXPECT_EQ(permitted(world, "qos1/first", Version::v3_1_1).name(),
            "published-to-be-retained, cut");
}

owned::Publish message(std::uint16_t packet_id, std::string payload) {
  owned::Publish publish;
  publish.topic = "t";
  publish.qos = Qos::at_least_once;
  publish.packet_id = packet_id;
  publish.payload = std::move(payload);
  return publish;
}

TEST(Disguise, MapsPacketIdentifiersThereAndBack) {
  Disguise disguise(CircumstanceId::identifiers_at_256, "w");
  std::set<std::uint16_t> on_wire;
  for (const std::uint16_t id : std::initializer_list<std::uint16_t>{7, 8, 9}) {
    owned::Packet packet = message(id, "x");
    disguise.change(packet, "pub", Version::v5_0);
    on_wire.insert(std::get<owned::Publish>(packet).packet_id);
    Packet answer = Puback{.packet_id = std::get<owned::Publish>(packet).packet_id};
    disguise.undo(answer, "pub");
    EXPECT_EQ(std::get<Puback>(answer).packet_id, id);
  }
  EXPECT_EQ(on_wire, (std::set<std::uint16_t>{255, 256, 257}));
  // Those of others and of the Server are no matter.
  Packet foreign = Puback{.packet_id = 256};
  disguise.undo(foreign, "other");
  EXPECT_EQ(std::get<Puback>(foreign).packet_id, 256);
}

TEST(Disguise, MapsPayloadsThereAndBack) {
  for (const auto id : {CircumstanceId::payload_of_0_bytes, CircumstanceId::payload_of_128_bytes,
                        CircumstanceId::payload_of_16384_bytes}) {
    Disguise disguise(id, "w");
    for (const std::string text : {"first", "second", "first"}) {
      owned::Packet packet = message(1, text);
      disguise.change(packet, "pub", Version::v5_0);
      const auto payload = std::get<owned::Publish>(packet).payload;
      EXPECT_TRUE(payload != text || text == "second");
      Publish arrived;
      arrived.payload = as_bytes(payload);
      Packet shown = arrived;
      disguise.undo(shown, "sub");
      EXPECT_EQ(as_text(std::get<Publish>(shown).payload), text);
    }
  }
}

TEST(Disguise, CannotEmptyAPayloadBesideAnEmptyOne) {
  Disguise disguise(CircumstanceId::payload_of_0_bytes, "w");
  owned::Packet packet = message(1, "");
  EXPECT_THROW(disguise.change(packet, "pub", Version::v5_0), NotApplicable);
}

TEST(Disguise, AddsOnlyWhatTheCaseLeftOut) {
  Disguise disguise(CircumstanceId::user_properties, "w");
  auto own = message(1, "x");
  own.properties.user_properties = {{"a", "b"}};
  owned::Packet packet = own;
  disguise.change(packet, "pub", Version::v5_0);
  EXPECT_EQ(std::get<owned::Publish>(packet).properties.user_properties.size(), 1U);
  packet = message(1, "x");
  disguise.change(packet, "pub", Version::v5_0);
  EXPECT_EQ(std::get<owned::Publish>(packet).properties.user_properties.size(), 2U);
  packet = message(1, "x");
  disguise.change(packet, "pub", Version::v3_1_1);
  EXPECT_TRUE(std::get<owned::Publish>(packet).properties.user_properties.empty());
}

}  // namespace
}  // namespace mqttspec::conformance::circumstances
