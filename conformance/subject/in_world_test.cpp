// A case sees nothing of the world that its Client is in, and the Client sees it.
#include "conformance/subject/in_world.hpp"

#include <gtest/gtest.h>

#include "codec/decode.hpp"
#include "codec/encode.hpp"
#include "codec/owned.hpp"
#include "conformance/subject/in_process.hpp"

namespace mqttspec::conformance::subject {
namespace {

using Id = CircumstanceId;

constexpr Time patience = 1'000;

std::vector<std::uint8_t> bytes_of(const owned::Packet& packet) {
  std::vector<std::uint8_t> bytes;
  EXPECT_TRUE(encode(packet, {.version = Version::v5_0, .sender = Sender::server}, bytes));
  return bytes;
}

/// Between the world and the Client: notes what really passes.
class Wiretap final : public Subject {
 public:
  explicit Wiretap(Subject& inner) : inner_(inner) {}

  const Abilities* abilities(Version version) const override { return inner_.abilities(version); }
  void ask(const Command& command) override {
    asked.push_back(command.packet);
    inner_.ask(command);
  }
  bool send(ConnectionId connection, Bytes bytes) override {
    ++pieces;
    return inner_.send(connection, bytes);
  }
  void close(ConnectionId connection) override { inner_.close(connection); }
  void cut(ConnectionId connection) override { inner_.cut(connection); }
  std::vector<Happening> wait(Time deadline) override {
    auto happenings = inner_.wait(deadline);
    for (const auto& each : happenings) {
      if (each.kind != Happening::Kind::bytes) continue;
      const auto decoded =
          decode_packet(Bytes(each.bytes), {.version = Version::v5_0, .sender = Sender::client});
      EXPECT_TRUE(decoded.has_value());
      if (decoded) sent.push_back(to_owned(decoded->packet));
    }
    return happenings;
  }
  Time now() const override { return inner_.now(); }

  std::vector<owned::Packet> asked;
  std::vector<owned::Packet> sent;
  unsigned pieces = 0;

 private:
  Subject& inner_;
};

/// A case that connects, publishes, and is sent a message.
class InWorld {
 public:
  explicit InWorld(World world)
      : client_(make_reference_subject(model::client::profiles().front())),
        tap(*client_),
        there(tap, world, Version::v5_0, patience) {}

  void connect() {
    owned::Connect connect;
    connect.version = Version::v5_0;
    connect.client_id = "a";
    connect.clean_start = true;
    connect.keep_alive = 60;
    there.ask({1, Version::v5_0, connect});
    look();
    there.send(0, Bytes(bytes_of(owned::Connack{})));
    look();
  }

  static owned::Publish message(std::uint16_t packet_id, Qos qos) {
    owned::Publish publish;
    publish.topic = "t";
    publish.payload = "x";
    publish.qos = qos;
    publish.packet_id = packet_id;
    return publish;
  }

  void look() {
    for (auto& each : there.wait(there.now())) {
      if (each.kind == Happening::Kind::opened) opened.push_back(each.connection);
      if (each.said) said.push_back(*each.said);
      if (each.kind != Happening::Kind::bytes) continue;
      const auto decoded =
          decode_packet(Bytes(each.bytes), {.version = Version::v5_0, .sender = Sender::client});
      ASSERT_TRUE(decoded.has_value());
      seen.push_back(to_owned(decoded->packet));
    }
  }

 private:
  std::unique_ptr<Subject> client_;

 public:
  Wiretap tap;
  SubjectInWorld there;
  std::vector<ConnectionId> opened;
  std::vector<Said> said;
  std::vector<owned::Packet> seen;  // by the case
};

template <class Typed>
std::vector<Typed> all_of(const std::vector<owned::Packet>& packets) {
  std::vector<Typed> found;
  for (const auto& each : packets)
    if (const auto* typed = std::get_if<Typed>(&each)) found.push_back(*typed);
  return found;
}

void play(InWorld& world) {
  world.connect();
  world.there.ask({2, Version::v5_0, InWorld::message(0, Qos::at_least_once)});
  world.look();
  world.there.send(0, Bytes(bytes_of(InWorld::message(7, Qos::at_least_once))));
  world.look();
}

// Whatever the world, the case sees the same.
TEST(SubjectInWorld, ShowsTheCaseWhatThePlainWorldShows) {
  InWorld plain{World()};
  play(plain);
  ASSERT_EQ(plain.seen.size(), 3U);
  for (const auto& alone : circumstances::all_worlds(circumstances::Tested::clients)) {
    InWorld world(alone);
    play(world);
    // The Client's own identifiers are not made up by the world.
    for (auto& packet : world.seen)
      if (auto* publish = std::get_if<owned::Publish>(&packet))
        publish->packet_id = std::get<owned::Publish>(plain.seen[1]).packet_id;
    EXPECT_EQ(world.seen, plain.seen) << alone.name();
    EXPECT_EQ(world.opened, plain.opened) << alone.name();
    ASSERT_EQ(world.said.size(), plain.said.size()) << alone.name();
    for (std::size_t i = 0; i < world.said.size(); ++i) {
      EXPECT_EQ(world.said[i].kind, plain.said[i].kind) << alone.name();
      EXPECT_EQ(world.said[i].tag, plain.said[i].tag) << alone.name();
      ASSERT_EQ(world.said[i].packet == nullptr, plain.said[i].packet == nullptr) << alone.name();
      if (plain.said[i].packet == nullptr) continue;
      EXPECT_EQ(*world.said[i].packet, *plain.said[i].packet) << alone.name();
    }
  }
}

TEST(SubjectInWorld, ShowsTheClientTheWorld) {
  World many(Id::deep_topics);
  for (const auto id : {Id::payload_of_128_bytes, Id::user_properties, Id::identifiers_at_256,
                        Id::published_to_be_retained, Id::wills, Id::no_keep_alive,
                        Id::connect_properties, Id::lasting_sessions})
    many.add(id);
  InWorld world(many);
  play(world);
  const auto connect = all_of<owned::Connect>(world.tap.sent).front();
  EXPECT_TRUE(connect.will.has_value());
  EXPECT_EQ(connect.keep_alive, 0);
  EXPECT_EQ(connect.properties.receive_maximum, 1'000);
  EXPECT_EQ(connect.properties.session_expiry_interval, 300U);
  EXPECT_EQ(connect.properties.user_properties.size(), 2U);
  const auto publish = all_of<owned::Publish>(world.tap.sent).back();
  EXPECT_EQ(publish.topic, "1/2/3/4/5/6/7/8/9/10/t");
  EXPECT_EQ(publish.payload.size(), 129U);
  EXPECT_TRUE(publish.retain);
  EXPECT_GT(publish.packet_id, 255);
  EXPECT_EQ(all_of<owned::Puback>(world.tap.sent).back().packet_id, 256);
}

TEST(SubjectInWorld, ChangesEachPacketOfSeveralInOnePiece) {
  InWorld world(Id::identifiers_at_256);
  world.connect();
  auto glued = bytes_of(InWorld::message(7, Qos::at_least_once));
  std::ranges::copy(bytes_of(InWorld::message(8, Qos::exactly_once)), std::back_inserter(glued));
  world.there.send(0, Bytes(glued));
  world.look();
  EXPECT_EQ(all_of<owned::Puback>(world.tap.sent).back().packet_id, 256);
  EXPECT_EQ(all_of<owned::Pubrec>(world.tap.sent).back().packet_id, 255);
  EXPECT_EQ(all_of<owned::Pubrec>(world.seen).back().packet_id, 8);
}

TEST(SubjectInWorld, SendsInPieces) {
  InWorld whole{World()};
  play(whole);
  InWorld cut(Id::cut);
  play(cut);
  EXPECT_EQ(whole.tap.pieces, 2U);
  EXPECT_GT(cut.tap.pieces, 10U);
}

TEST(SubjectInWorld, LeavesExchangesOpenThatAreReleasedLater) {
  InWorld world(Id::own_exchanges);
  play(world);
  unsigned open = 0;
  for (const auto& each : all_of<owned::Publish>(world.tap.sent))
    open += each.topic == SideTraffic::open ? 1 : 0;
  EXPECT_EQ(open, 3U);
  EXPECT_EQ(all_of<owned::Pubrec>(world.tap.sent).size(), 1U);
  EXPECT_TRUE(all_of<owned::Pubcomp>(world.tap.sent).empty());
}

TEST(SubjectInWorld, IsNotForWhoHasOneMessageUnderWay) {
  const auto client = make_reference_subject(*model::client::find_profile("one-at-a-time"));
  SubjectInWorld there(*client, Id::own_exchanges, Version::v5_0, patience);
  owned::Connect connect;
  connect.version = Version::v5_0;
  connect.client_id = "a";
  there.ask({1, Version::v5_0, connect});
  there.wait(0);
  EXPECT_THROW(there.send(0, Bytes(bytes_of(owned::Connack{}))), NotApplicable);
}

TEST(SubjectInWorld, BeginsAgain) {
  InWorld world(Id::second_time);
  play(world);
  world.there.begin_again();
  world.seen.clear();
  world.said.clear();
  world.opened.clear();
  play(world);
  EXPECT_EQ(world.opened, std::vector<ConnectionId>{0});
  EXPECT_EQ(world.seen.size(), 3U);
  EXPECT_EQ(all_of<owned::Connect>(world.tap.sent).size(), 2U);
  for (const auto& each : world.said) EXPECT_LE(each.tag.value_or(0), 2);
}

}  // namespace
}  // namespace mqttspec::conformance::subject
