// The tracker explains whatever the reference Client does, under any profile, with a broker over
// connections that break, and however much earlier the Server's end sees what it sends itself.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "codec/choices.hpp"
#include "codec/notation.hpp"
#include "codec/owned.hpp"
#include "model/client/testing/joined.hpp"
#include "model/client_tracker/client_tracker.hpp"

namespace mqttspec::model::client_tracker {
namespace {

using Kind = TraceEvent::Kind;

constexpr std::size_t watched = 0;
constexpr std::string_view names[] = {"a", "b"};

/// What the application of the watched Client wanted, each before that event of the trace.
struct Wanted {
  std::size_t before;
  owned::Packet packet;
};

struct Play {
  client::Joined world;
  Version version;
  std::vector<Wanted> wanted = {};
  unsigned messages = 0;

  void ask(std::size_t who, const owned::Packet& packet) {
    if (who == watched) wanted.push_back({world.trace().size(), packet});
    const BorrowedPacket borrowed(packet);
    world.ask(who, borrowed.packet());
  }
};

owned::Connect connect_packet(Choices& choices, std::size_t who, Version version) {
  owned::Connect connect;
  connect.version = version;
  connect.client_id = names[who];
  connect.user_name = "mqttspec";
  connect.password = "secret";
  connect.clean_start = choices.below(4) == 0;
  if (version == Version::v3_1_1) return connect;
  if (choices.below(3) != 0) connect.properties.session_expiry_interval = 1'000U;
  if (choices.flag()) connect.properties.receive_maximum = std::uint16_t{2};
  if (choices.flag()) connect.properties.topic_alias_maximum = std::uint16_t{2};
  return connect;
}

owned::Subscribe subscription(Choices& choices) {
  owned::Subscribe subscribe;
  auto& row = subscribe.subscriptions.emplace_back();
  row.topic_filter = choices.flag() ? "t" : "#";
  row.maximum_qos = static_cast<Qos>(choices.below(3));
  return subscribe;
}

owned::Publish message(Choices& choices, Play& run) {
  owned::Publish publish;
  publish.topic = choices.flag() ? "t" : "u";
  publish.qos = static_cast<Qos>(choices.below(3));
  // Some messages are alike.
  publish.payload = "m" + std::to_string(choices.flag() ? run.messages++ : 0);
  return publish;
}

/// One thing that happens.
void happen(Choices& choices, Play& run) {
  const std::size_t who = choices.below(2);
  switch (choices.below(12)) {
    case 0:
    case 1:
    case 2:
      run.world.carry_to_broker(who);
      return;
    case 3:
    case 4:
    case 5:
      run.world.carry_to_client(who);
      return;
    case 6:
      if (choices.below(3) == 0) run.world.cut(who, choices.below(3));
      return;
    case 7:
      return run.ask(who, connect_packet(choices, who, run.version));
    case 8:
      if (choices.below(4) == 0) run.ask(who, owned::Disconnect{});
      return;
    case 9:
      return run.ask(who, subscription(choices));
    case 10:
      return run.world.pass(choices.below(3) == 0 ? 21'000 : choices.below(500));
    default:
      return run.ask(who, message(choices, run));
  }
}

/// The events of the watched Client, and what its application wanted before each.
struct Watched {
  Trace trace;
  std::vector<std::vector<owned::Packet>> wanted;
};

Watched watch(const Play& run) {
  std::vector<ConnectionId> own;
  for (const auto& event : run.world.trace())
    if (event.packet)
      if (const auto* connect = std::get_if<Connect>(&*event.packet))
        if (connect->client_id == names[watched]) own.push_back(event.connection);
  Watched result;
  std::vector<owned::Packet> wanted;
  std::size_t next = 0;
  for (std::size_t i = 0; i < run.world.trace().size(); ++i) {
    for (; next < run.wanted.size() && run.wanted[next].before <= i; ++next)
      wanted.push_back(run.wanted[next].packet);
    const auto& event = run.world.trace()[i];
    if (std::ranges::find(own, event.connection) == own.end()) continue;
    result.trace.push_back(event);
    result.wanted.push_back(std::exchange(wanted, {}));
  }
  return result;
}

/// What the Server sent it may have sent earlier than the Client looked at it.
void send_earlier(Choices& choices, Watched& run) {
  for (std::size_t i = 1; i < run.trace.size(); ++i) {
    if (run.trace[i].kind != Kind::server_packet) continue;
    for (auto place = i, steps = std::size_t{choices.below(4)}; steps > 0; --steps, --place) {
      const auto& before = run.trace[place - 1];
      if (before.kind != Kind::client_packet || before.connection != run.trace[place].connection ||
          std::holds_alternative<Connect>(*before.packet))
        break;
      std::swap(run.trace[place - 1], run.trace[place]);
      // What was wanted before them was still wanted before them.
      auto& earlier = run.wanted[place - 1];
      std::ranges::move(run.wanted[place], std::back_inserter(earlier));
      run.wanted[place].clear();
    }
  }
}

void check(const Watched& run, bool is_prompt) {
  ClientTracker tracker({.is_prompt = is_prompt});
  for (std::size_t i = 0; i < run.trace.size(); ++i) {
    const auto& event = run.trace[i];
    for (const auto& packet : run.wanted[i]) {
      tracker.ask(packet, 1);
      RC_LOG() << "the application wants " << to_text(packet, event.version) << '\n';
    }
    RC_LOG() << i << " on " << event.connection << ": " << static_cast<int>(event.kind)
             << (event.packet ? ' ' + to_text(*event.packet, event.version) : "") << '\n';
    tracker.observe(event);
    if (event.packet && std::holds_alternative<Connack>(*event.packet)) tracker.is_up();
  }
  if (is_prompt) tracker.rest();
  RC_LOG() << "event " << tracker.event() << ": " << tracker.text() << '\n';
  RC_ASSERT(tracker.explained() != Explained::no);
  RC_CLASSIFY(tracker.explained() == Explained::yes, "followed to its end");
}

TEST(ClientTrackerProperty, NeverRejectsTheReference) {
  EXPECT_TRUE(rc::check("what the reference Client does is explained", [] {
    const auto bytes = *rc::gen::container<std::vector<std::uint8_t>>(
        *rc::gen::inRange<std::size_t>(0, 500), rc::gen::arbitrary<std::uint8_t>());
    Choices choices{Bytes(bytes)};
    const auto version = choices.flag() ? Version::v3_1_1 : Version::v5_0;
    const auto all = model::profiles();
    const auto& broker = all[choices.below(static_cast<std::uint32_t>(all.size()))];
    const auto own = client::profiles();
    const auto& profile = own[choices.below(static_cast<std::uint32_t>(own.size()))];
    RC_LOG() << broker.name << " and " << profile.name << ", " << to_string(version) << '\n';
    PlainChooser chooser;
    Play run{client::Joined(version, 2, broker, chooser, profile, chooser), version};
    for (std::size_t i = 0; i < 2; ++i) run.ask(i, connect_packet(choices, i, version));
    for (int i = 0; i < 120; ++i) happen(choices, run);
    auto seen = watch(run);
    const bool is_prompt = choices.flag();
    if (!is_prompt) send_earlier(choices, seen);
    check(seen, is_prompt);
  }));
}

}  // namespace
}  // namespace mqttspec::model::client_tracker
