// What Clients may do and what not, in short traces of one Client as the Server's end sees them.
#include "model/client_tracker/client_tracker.hpp"

#include <gtest/gtest.h>

#include "codec/encode.hpp"
#include "codec/owned.hpp"

namespace mqttspec::model::client_tracker {
namespace {

using Kind = TraceEvent::Kind;

/// One Client, told to a tracker as it goes.
class Trail {
 public:
  explicit Trail(Version version, const client::FaultSet& faults = {},
                 const ClientTrackerSettings& settings = {})
      : version_(version), tracker_(settings, faults) {}

  void note(Kind kind, const owned::Packet* packet = nullptr) {
    TraceEvent event{kind, 0, connection_, version_, nullptr, {}};
    if (packet != nullptr) {
      std::vector<std::uint8_t> bytes;
      sender_ = kind == Kind::client_packet ? Sender::client : Sender::server;
      (void)encode(*packet, {.version = version_, .sender = sender_}, bytes);
      event.bytes = std::make_shared<const std::vector<std::uint8_t>>(bytes);
      borrowed_.push_back(std::make_unique<Borrowed>(*packet));
      event.packet = borrowed_.back()->view.packet();
    }
    tracker_.observe(event);
  }
  void sends(const owned::Packet& packet) { note(Kind::client_packet, &packet); }
  void gets(const owned::Packet& packet) { note(Kind::server_packet, &packet); }
  void wants(const owned::Packet& packet) { tracker_.ask(packet, 1); }
  void is_cut() { note(Kind::server_closed); }
  void closes() { note(Kind::client_closed); }
  void rests() { tracker_.rest(); }

  /// A Session that lasts is begun, or gone on with, as the application knows.
  void connects(bool session_present, const owned::ConnackProperties& limits = {}) {
    begins(session_present, limits);
    tracker_.is_up();
  }
  /// The same, but perhaps CONNACK is on its way still.
  void begins(bool session_present, const owned::ConnackProperties& limits = {}) {
    ++connection_;
    note(Kind::opened);
    owned::Connect connect;
    connect.version = version_;
    connect.client_id = "a";
    if (version_ == Version::v5_0) connect.properties.session_expiry_interval = 100U;
    sends(connect);
    gets(owned::Connack{session_present, ReasonCode::success,
                        version_ == Version::v5_0 ? limits : owned::ConnackProperties{}});
  }

  /// … and sends what the application wants, with the Packet Identifier 1.
  void connects_and_sends(Qos qos);

  Explained explained() const { return tracker_.explained(); }
  const std::string& text() const { return tracker_.text(); }

 private:
  struct Borrowed {
    explicit Borrowed(const owned::Packet& packet) : own(packet), view(own) {}
    owned::Packet own;
    BorrowedPacket view;
  };

  Version version_;
  Sender sender_ = Sender::client;
  ClientTracker tracker_;
  ConnectionId connection_ = 0;
  std::vector<std::unique_ptr<Borrowed>> borrowed_;
};

owned::Publish message(Qos qos, std::uint16_t packet_id, bool dup = false,
                       const char* payload = "x") {
  owned::Publish publish;
  publish.topic = "t";
  publish.payload = payload;
  publish.qos = qos;
  publish.packet_id = packet_id;
  publish.dup = dup;
  return publish;
}

void Trail::connects_and_sends(Qos qos) {
  wants(message(qos, 0));
  connects(false);
  sends(message(qos, 1));
}

template <class Ack>
Ack ack(std::uint16_t packet_id, ReasonCode code = ReasonCode::success) {
  return {packet_id, code, {}};
}

constexpr auto qos_0 = Qos::at_most_once;
constexpr auto qos_1 = Qos::at_least_once;
constexpr auto qos_2 = Qos::exactly_once;
constexpr auto refused = ReasonCode::quota_exceeded;
using enum Explained;

struct Row {
  const char* name;
  Explained in_3_1_1;
  Explained in_5_0;
  void (*play)(Trail& trail);
};

const Row rows[] = {
    {"any Packet Identifier, at any time", yes, yes,
     [](Trail& trail) {
       trail.wants(message(qos_1, 0));
       trail.connects(false);
       trail.gets(message(qos_1, 7));
       trail.sends(message(qos_1, 4711));
       trail.sends(ack<owned::Puback>(7));
       trail.sends(owned::Pingreq{});
     }},
    {"before CONNACK was looked at", yes, yes,
     [](Trail& trail) {
       trail.wants(message(qos_0, 0));
       trail.begins(false);
       trail.sends(message(qos_0, 0));
       trail.sends(owned::Disconnect{});
       trail.closes();
     }},
    {"what nobody wants", no, no,
     [](Trail& trail) {
       trail.wants(message(qos_1, 0));
       trail.connects(false);
       trail.sends(message(qos_1, 1, false, "y"));
     }},
    {"once more than it is wanted", no, no,
     [](Trail& trail) {
       trail.wants(message(qos_0, 0));
       trail.connects(false);
       trail.sends(message(qos_0, 0));
       trail.sends(message(qos_0, 0));
     }},
    {"an identifier in use", no, no,
     [](Trail& trail) {
       trail.wants(message(qos_1, 0));
       trail.wants(message(qos_2, 0));
       trail.connects(false);
       trail.sends(message(qos_1, 1));
       trail.sends(message(qos_2, 1));
     }},
    {"an identifier that is free when it has looked", yes, yes,
     [](Trail& trail) {
       trail.wants(message(qos_1, 0));
       trail.wants(message(qos_2, 0));
       trail.connects(false);
       trail.sends(message(qos_1, 1));
       trail.gets(ack<owned::Puback>(1));
       trail.sends(message(qos_2, 1));
     }},
    {"PUBACK in another order", no, no,
     [](Trail& trail) {
       trail.connects(false);
       trail.gets(message(qos_1, 1));
       trail.gets(message(qos_1, 2));
       trail.sends(ack<owned::Puback>(2));
     }},
    {"PUBACK and PUBREC in any order", yes, yes,
     [](Trail& trail) {
       trail.connects(false);
       trail.gets(message(qos_1, 1));
       trail.gets(message(qos_2, 2));
       trail.sends(ack<owned::Pubrec>(2));
       trail.sends(ack<owned::Puback>(1));
     }},
    {"PUBACK twice", no, no,
     [](Trail& trail) {
       trail.connects(false);
       trail.gets(message(qos_1, 1));
       trail.sends(ack<owned::Puback>(1));
       trail.sends(ack<owned::Puback>(1));
     }},
    {"again after it has come back, with DUP", yes, yes,
     [](Trail& trail) {
       trail.connects_and_sends(qos_1);
       trail.is_cut();
       trail.connects(true);
       trail.sends(message(qos_1, 1, true));
     }},
    {"again without DUP", no, no,
     [](Trail& trail) {
       trail.connects_and_sends(qos_1);
       trail.is_cut();
       trail.connects(true);
       trail.sends(message(qos_1, 1));
     }},
    {"again within the connection", yes, no,
     [](Trail& trail) {
       trail.connects_and_sends(qos_1);
       trail.sends(message(qos_1, 1, true));
     }},
    {"PUBREL again, whether it has seen PUBREC or not", yes, yes,
     [](Trail& trail) {
       trail.connects_and_sends(qos_2);
       trail.gets(ack<owned::Pubrec>(1));
       trail.is_cut();
       trail.connects(true);
       trail.sends(ack<owned::Pubrel>(1));
     }},
    {"as a new message where the Server has no Session", yes, yes,
     [](Trail& trail) {
       trail.connects_and_sends(qos_1);
       trail.is_cut();
       trail.connects(false);
       trail.sends(message(qos_1, 9));
     }},
    {"as an old one where the Server has no Session", yes, no,
     [](Trail& trail) {
       trail.connects_and_sends(qos_1);
       trail.is_cut();
       trail.connects(false);
       trail.sends(message(qos_1, 1, true));
     }},
    {"nothing at all", no, no,
     [](Trail& trail) {
       trail.connects(false);
       trail.gets(message(qos_1, 1));
       trail.rests();
     }},
    {"after what no Server may send", unknown, unknown,
     [](Trail& trail) {
       trail.connects(false);
       trail.gets(owned::Suback{1, {}, {ReasonCode::success}});
       trail.sends(ack<owned::Puback>(1));
     }},
};

TEST(ClientTracker, KnowsWhatClientsMayDo) {
  for (const auto& row : rows)
    for (const auto version : {Version::v3_1_1, Version::v5_0}) {
      Trail trail(version);
      row.play(trail);
      EXPECT_EQ(trail.explained(), version == Version::v5_0 ? row.in_5_0 : row.in_3_1_1)
          << row.name << " " << to_string(version) << ": " << trail.text();
    }
}

TEST(ClientTracker, KnowsWhatTheServerLimits) {
  owned::ConnackProperties limits;
  limits.receive_maximum = std::uint16_t{1};
  limits.retain_available = std::uint8_t{0};
  limits.topic_alias_maximum = std::uint16_t{1};
  const auto explained = [&](auto play) {
    Trail trail(Version::v5_0);
    trail.wants(message(qos_1, 0, false, "x"));
    trail.wants(message(qos_1, 0, false, "y"));
    auto retained = message(qos_0, 0, false, "z");
    retained.retain = true;
    trail.wants(retained);
    trail.connects(false, limits);
    trail.sends(message(qos_1, 1));
    play(trail);
    return trail.explained();
  };
  EXPECT_EQ(explained([](Trail& trail) { trail.sends(message(qos_1, 2, false, "y")); }), no);
  EXPECT_EQ(explained([](Trail& trail) {
              trail.gets(ack<owned::Puback>(1, refused));
              trail.sends(message(qos_1, 2, false, "y"));
            }),
            yes);
  // A library may make less of what the application wants.
  EXPECT_EQ(explained([](Trail& trail) { trail.sends(message(qos_0, 0, false, "z")); }), yes);
  const auto with_alias = [](std::uint16_t alias, const char* topic) {
    auto publish = message(qos_1, 2, false, "y");
    publish.topic = topic;
    publish.properties.topic_alias = alias;
    return publish;
  };
  const auto sends = [&](std::uint16_t alias, const char* topic) {
    return explained([&](Trail& trail) {
      trail.gets(ack<owned::Puback>(1));
      trail.sends(with_alias(alias, topic));
    });
  };
  EXPECT_EQ(sends(1, "t"), yes);
  EXPECT_EQ(sends(1, ""), no);
  EXPECT_EQ(sends(2, "t"), no);
}

TEST(ClientTracker, KnowsAFaultyClient) {
  const auto explained = [](std::string_view fault) {
    Trail trail(Version::v5_0, client::FaultSet::of(client::find_fault(fault)->id));
    trail.connects_and_sends(qos_1);
    trail.is_cut();
    trail.connects(true);
    trail.sends(message(qos_1, 1));
    return trail.explained();
  };
  EXPECT_EQ(explained("dup_0_on_redelivery"), yes);
  EXPECT_EQ(explained("publish_not_resent"), no);
}

TEST(ClientTracker, KnowsWhoWantsTheEnd) {
  const auto explained = [](bool may_close, bool is_wanted) {
    Trail trail(Version::v5_0, {}, {.may_close = may_close});
    if (is_wanted) trail.wants(owned::Disconnect{});
    trail.connects(false);
    trail.sends(owned::Disconnect{});
    trail.closes();
    return trail.explained();
  };
  EXPECT_EQ(explained(true, false), yes);
  EXPECT_EQ(explained(false, true), yes);
  EXPECT_EQ(explained(false, false), no);
}

TEST(ClientTracker, SaysWhatElseWasPossible) {
  Trail trail(Version::v5_0);
  trail.connects(false);
  trail.gets(message(qos_1, 1));
  trail.sends(ack<owned::Puback>(2));
  EXPECT_EQ(trail.text(), "PUBACK id=2 on connection 1");
}

}  // namespace
}  // namespace mqttspec::model::client_tracker
