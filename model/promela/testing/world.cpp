// See world.hpp. Breadth first, with every state that was seen kept whole.
#include "model/promela/testing/world.hpp"
#include "codec/owned.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <unordered_set>

#include "model/scripts/script_words.hpp"

namespace mqttspec::model::promela {

namespace {

enum class Exchange : std::uint8_t { none, awaits_pubrec, awaits_pubcomp };

/// A packet under way: of a PUBLISH also which message it is.
struct Wire {
  PacketType type;
  std::uint16_t packet_id;
  unsigned message = 0;
  bool dup = false;

  friend bool operator==(const Wire&, const Wire&) = default;
};

/// A Client's Network Connection and what is under way on it.
struct Line {
  ConnectionId connection = 0;
  bool up = false;
  std::vector<Wire> to_broker;
  std::vector<Wire> from_broker;

  friend bool operator==(const Line&, const Line&) = default;
};

struct World {
  BrokerState broker;
  ConnectionId connections = 0;
  unsigned losses_left = 0;
  Line publisher;
  Line subscriber;
  unsigned published = 0;
  Exchange exchange = Exchange::none;
  std::vector<std::uint16_t> known_ids;  // of the subscriber
  Ending so_far;

  friend bool operator==(const World&, const World&) = default;
};

struct WorldHash {
  std::size_t operator()(const World& world) const {
    std::size_t hash = 0;
    const auto mix = [&](std::size_t value) { hash = hash * 31 + value; };
    mix(world.losses_left);
    mix(world.connections);
    mix(world.published * 4 + static_cast<std::size_t>(world.exchange));
    for (const auto* line : {&world.publisher, &world.subscriber}) {
      mix(line->up);
      mix(line->to_broker.size());
      mix(line->from_broker.size());
      for (const auto& wire : line->from_broker) mix(static_cast<std::size_t>(wire.type));
    }
    mix(world.known_ids.size());
    mix(world.so_far.publishes_at_broker);
    mix(world.so_far.publishes_at_subscriber);
    mix(world.so_far.dups_at_subscriber);
    for (const auto& session : world.broker.sessions) {
      mix(session.sent.size());
      mix(session.waiting.size());
      mix(session.received.size());
    }
    return hash;
  }
};

/// Makes of one world all those that can follow.
class Next {
 public:
  Next(const Terms& terms, const World& world) : terms_(terms), world_(world) {}

  std::vector<World> all() {
    take([this] { publish(); });
    for (Line World::* const from : {&World::publisher, &World::subscriber}) {
      take([&] { deliver_to_broker(from); });
      take([&] { deliver_from_broker(from); });
      take([&] { come_back(from, false); });
      take([&] { come_back(from, true); });
    }
    is_ending_ = followers_.empty();
    for (Line World::* const from : {&World::publisher, &World::subscriber})
      take([&] { lose(from); });
    return std::move(followers_);
  }

  /// Of all(): nothing can happen any more, but for a loss.
  bool is_ending() const { return is_ending_; }

  /// Both Clients connect for the first time.
  static World beginning(const Terms& terms, unsigned most_losses) {
    Next next(terms, {});
    next.now_.losses_left = most_losses;
    next.now_.so_far.may_clean = terms.may_clean;
    next.connect(&World::publisher, true);
    next.connect(&World::subscriber, true);
    return next.now_;
  }

 private:
  /// Tries an event on a copy; keeps it if it happened.
  template <class Event>
  void take(Event event) {
    now_ = world_;
    happened_ = false;
    event();
    if (happened_) followers_.push_back(std::move(now_));
  }

  void publish() {
    if (!now_.publisher.up || now_.exchange != Exchange::none || now_.published == messages) return;
    happened_ = true;
    now_.exchange = Exchange::awaits_pubrec;
    now_.publisher.to_broker.push_back({PacketType::publish, 1, ++now_.published});
  }

  void deliver_to_broker(Line World::* from) {
    auto& line = now_.*from;
    if (!line.up || line.to_broker.empty()) return;
    happened_ = true;
    const auto wire = line.to_broker.front();
    line.to_broker.erase(line.to_broker.begin());
    if (wire.type == PacketType::publish) ++now_.so_far.publishes_at_broker;
    perform(line.connection, words_of(wire));
  }

  void deliver_from_broker(Line World::* to) {
    auto& line = now_.*to;
    if (!line.up || line.from_broker.empty()) return;
    happened_ = true;
    const auto wire = line.from_broker.front();
    line.from_broker.erase(line.from_broker.begin());
    if (to == &World::publisher)
      at_publisher(wire);
    else
      at_subscriber(wire);
  }

  void at_publisher(const Wire& wire) {
    if (wire.type == PacketType::pubrec && now_.exchange == Exchange::awaits_pubrec) {
      now_.exchange = Exchange::awaits_pubcomp;
      now_.publisher.to_broker.push_back({PacketType::pubrel, wire.packet_id});
    }
    if (wire.type == PacketType::pubcomp && now_.exchange == Exchange::awaits_pubcomp) {
      now_.exchange = Exchange::none;
      now_.so_far.completed[now_.published - 1] = true;
    }
  }

  void at_subscriber(const Wire& wire) {
    auto& known = now_.known_ids;
    const auto place = std::find(known.begin(), known.end(), wire.packet_id);
    if (wire.type == PacketType::publish) {
      ++now_.so_far.publishes_at_subscriber;
      now_.so_far.dups_at_subscriber += wire.dup;
      if (place == known.end()) {
        known.push_back(wire.packet_id);
        ++now_.so_far.delivered[wire.message - 1];
      }
      now_.subscriber.to_broker.push_back({PacketType::pubrec, wire.packet_id});
    }
    if (wire.type == PacketType::pubrel) {
      if (place != known.end()) known.erase(place);
      now_.subscriber.to_broker.push_back({PacketType::pubcomp, wire.packet_id});
    }
  }

  void lose(Line World::* which) {
    auto& line = now_.*which;
    if (now_.losses_left == 0 || !line.up) return;
    happened_ = true;
    --now_.losses_left;
    const auto connection = line.connection;
    line = {};
    apply_input(Ended{connection});
  }

  void come_back(Line World::* which, bool clean) {
    if ((now_.*which).up || (clean && !terms_.may_clean)) return;
    happened_ = true;
    connect(which, clean);
    if (which == &World::subscriber && clean) now_.known_ids.clear();
    if (which == &World::subscriber) return;
    if (clean) now_.exchange = Exchange::none;
    auto& to_broker = now_.publisher.to_broker;
    if (now_.exchange == Exchange::awaits_pubrec)
      to_broker.push_back({PacketType::publish, 1, now_.published, true});
    if (now_.exchange == Exchange::awaits_pubcomp) to_broker.push_back({PacketType::pubrel, 1});
  }

  /// Without a Session a subscriber subscribes; the answers are not waited for.
  void connect(Line World::* which, bool anew) {
    auto& line = now_.*which;
    line = {++now_.connections, true, {}, {}};
    apply_input(Opened{line.connection});
    const bool v5 = terms_.version == Version::v5_0;
    const auto* const name = which == &World::publisher ? "pub" : "sub";
    perform(line.connection, fmt::format("{} connect{}{}", name, anew && v5 ? " clean" : "",
                                         v5 ? " expiry=120" : ""));
    if (which == &World::subscriber && anew) perform(line.connection, "sub subscribe 1 t:2");
  }

  static std::string words_of(const Wire& wire) {
    switch (wire.type) {
      case PacketType::publish:
        return fmt::format("pub publish t {} q=2 id={}{}", wire.message, wire.packet_id,
                           wire.dup ? " dup" : "");
      case PacketType::pubrel:
        return fmt::format("pub pubrel {}", wire.packet_id);
      case PacketType::pubrec:
        return fmt::format("sub pubrec {}", wire.packet_id);
      default:
        return fmt::format("sub pubcomp {}", wire.packet_id);
    }
  }

  void perform(ConnectionId connection, const std::string& line) {
    const scripts::Words words(line);
    const auto packet = scripts::packet_of(words, terms_.version);
    const BorrowedPacket borrowed(*packet);
    apply_input(Received{connection, &borrowed.packet()});
  }

  void apply_input(const Input& input) {
    PlainChooser chooser;
    std::vector<Output> outputs;
    RuleSet fired;
    broker::apply(now_.broker, input, *terms_.profile, terms_.faults, chooser, outputs, fired);
    for (const auto& output : outputs) {
      const auto* const pending = std::get_if<Pending>(&output);
      if (pending == nullptr) continue;
      auto& line =
          pending->connection == now_.publisher.connection ? now_.publisher : now_.subscriber;
      if (const auto* publish = std::get_if<owned::Publish>(&pending->packet))
        line.from_broker.push_back(
            {PacketType::publish, publish->packet_id,
             static_cast<unsigned>(scripts::Words::to_number(publish->payload, 10)), publish->dup});
      else
        std::visit([&](const auto& other) { note_acknowledgement(other, line); }, pending->packet);
    }
  }

  template <PacketType type>
  static void note_acknowledgement(const owned::PublishAck<type>& packet, Line& line) {
    line.from_broker.push_back({type, packet.packet_id});
  }
  template <class Other>
  static void note_acknowledgement(const Other&, Line&) {}

  const Terms& terms_;
  const World& world_;
  World now_;
  bool happened_ = false;
  bool is_ending_ = false;
  std::vector<World> followers_;
};

}  // namespace

Search find_endings(const Terms& terms, unsigned most_losses) {
  Search search;
  std::unordered_set<World, WorldHash> seen;
  std::deque<const World*> to_do;
  const auto meet = [&](World world) {
    const auto [place, is_new] = seen.insert(std::move(world));
    if (is_new) to_do.push_back(&*place);
  };
  meet(Next::beginning(terms, most_losses));
  while (!to_do.empty()) {
    const World& world = *to_do.front();
    to_do.pop_front();
    Next next(terms, world);
    for (auto& follower : next.all()) meet(std::move(follower));
    if (next.is_ending()) search.endings.insert(world.so_far);
  }
  search.states = seen.size();
  return search;
}

std::string to_text(const Ending& ending, bool method_a) {
  return fmt::format("{:d} {:d}  {} {}  {:d} {:d}  {}  {} {}", method_a, ending.may_clean,
                     ending.delivered[0], ending.delivered[1], ending.completed[0],
                     ending.completed[1], ending.publishes_at_broker,
                     ending.publishes_at_subscriber, ending.dups_at_subscriber);
}

}  // namespace mqttspec::model::promela
