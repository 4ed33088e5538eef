// See in_world.hpp.
#include "conformance/subject/in_world.hpp"

#include "codec/decode.hpp"
#include "codec/encode.hpp"
#include "codec/owned.hpp"

namespace mqttspec::conformance::subject {

namespace {

using Id = CircumstanceId;

constexpr std::size_t sent_one_by_one = 16;  // bytes
constexpr unsigned identifiers_before = 256;
constexpr std::string_view busy_topic = "mqttspec-beside/busy";

// Of bytes that are whole packets; none of others.
std::vector<owned::Packet> packets_of(Bytes bytes, Version version, Sender sender) {
  std::vector<owned::Packet> packets;
  while (!bytes.empty()) {
    const auto decoded = decode_packet(bytes, {.version = version, .sender = sender});
    if (!decoded) return {};
    packets.push_back(mqttspec::to_owned(decoded->packet));
    bytes = bytes.subspan(decoded->size);
  }
  return packets;
}

}  // namespace

SubjectInWorld::SubjectInWorld(Subject& subject, World world, Version version, Time patience)
    : inner_(subject),
      world_(world),
      version_(version),
      patience_(patience),
      disguise_(std::in_place, world, version, *subject.abilities(version)),
      beside_(version, subject.abilities(version)->done) {}

void SubjectInWorld::ask(const Command& command) {
  auto changed = command;
  if (const auto* connect = std::get_if<owned::Connect>(&command.packet))
    if (world_.has(Id::resumed) && !std::exchange(resumed_, true)) resume_before(*connect);
  disguise_->change(changed);
  changed.tag += gone_tags_;
  last_tag_ = changed.tag;
  inner_.ask(changed);
}

void SubjectInWorld::write_bytes(ConnectionId connection, const std::vector<std::uint8_t>& bytes) {
  auto rest = Bytes(bytes);
  const auto one_by_one = world_.has(Id::cut) ? std::min(rest.size(), sent_one_by_one) : 0;
  for (std::size_t i = 0; i < one_by_one; ++i) inner_.send(connection, rest.subspan(i, 1));
  if (one_by_one < rest.size()) inner_.send(connection, rest.subspan(one_by_one));
}

void SubjectInWorld::write(ConnectionId connection, const owned::Packet& packet) {
  std::vector<std::uint8_t> bytes;
  const EncodeContext context{.version = version_, .sender = Sender::server, .strict = false};
  if (!encode(packet, context, bytes)) return;
  write_bytes(connection, bytes);
}

bool SubjectInWorld::send(ConnectionId connection, Bytes bytes) {
  const auto actual = connection + gone_;
  auto packets = raw_.contains(actual) ? std::vector<owned::Packet>()
                                       : packets_of(bytes, version_, Sender::server);
  if (packets.empty()) return inner_.send(actual, bytes);
  std::vector<std::uint8_t> changed;
  const EncodeContext context{.version = version_, .sender = Sender::server};
  for (auto& packet : packets) {
    disguise_->change(packet);
    if (!encode(packet, context, changed)) return inner_.send(actual, bytes);
  }
  const auto* connack = std::get_if<owned::Connack>(&packets.front());
  const bool more = connack == nullptr && accepted_ == actual &&
                    !std::holds_alternative<owned::Disconnect>(packets.back());
  if (more && world_.has(Id::glued)) {
    std::vector<std::uint8_t> neighbour;
    (void)encode(beside_.message(busy_topic, Qos::at_most_once), context, neighbour);
    changed.insert(changed.end(), neighbour.begin(), neighbour.end());
  }
  write_bytes(actual, changed);
  if (more && world_.has(Id::busy)) write(actual, beside_.message(busy_topic, Qos::at_most_once));
  if (connack != nullptr && connack->reason_code == ReasonCode::success && accepted_ != actual)
    accepted(actual, connack->session_present);
  return true;
}

std::vector<Happening> SubjectInWorld::wait(Time deadline) {
  if (happenings_.empty())
    for (auto& each : inner_.wait(deadline)) take(std::move(each));
  std::vector<Happening> shown(std::make_move_iterator(happenings_.begin()),
                               std::make_move_iterator(happenings_.end()));
  happenings_.clear();
  return shown;
}

void SubjectInWorld::take(Happening happening) {
  using Kind = Happening::Kind;
  if (happening.kind == Kind::opened) opened_ = happening.connection + 1;
  if (happening.kind == Kind::closed && accepted_ == happening.connection) accepted_.reset();
  if (happening.kind == Kind::bytes) return take_packets(happening);
  if (happening.kind == Kind::said) {
    auto& said = *happening.said;
    if (said.kind == Said::Kind::up) is_down_ = false;
    if (said.kind == Said::Kind::down) is_down_ = true;
    if (beside_.takes(said)) return;
    if (said.tag) *said.tag -= gone_tags_;
    if (said.tag && *said.tag <= 0) return;
    // Not each library can change what a second connection of the same Client asks for.
    if (said.kind == Said::Kind::unsupported && gone_ > 0)
      throw NotApplicable{Id::second_time, "the driver does not do it again: " + said.text};
    disguise_->undo(said);
  }
  const bool of_connection = happening.kind == Kind::opened || happening.kind == Kind::closed;
  if (of_connection && happening.connection < gone_) return;
  if (of_connection) happening.connection -= gone_;
  happenings_.push_back(std::move(happening));
}

// What is no packet is shown as it came.
void SubjectInWorld::take_packets(const Happening& happening) {
  const auto show = [&](std::vector<std::uint8_t> bytes) {
    if (happening.connection < gone_) return;
    auto shown = happening;
    shown.connection -= gone_;
    shown.bytes = std::move(bytes);
    happenings_.push_back(std::move(shown));
  };
  if (raw_.contains(happening.connection)) return show(happening.bytes);
  auto& undecoded = undecoded_[happening.connection];
  undecoded.insert(undecoded.end(), happening.bytes.begin(), happening.bytes.end());
  std::size_t used = 0;
  while (used < undecoded.size()) {
    const auto rest = Bytes(undecoded).subspan(used);
    const auto decoded = decode_packet(rest, {.version = version_, .sender = Sender::client});
    if (!decoded) {
      if (std::holds_alternative<Violation>(decoded.error())) {
        raw_.insert(happening.connection);
        show({rest.begin(), rest.end()});
        used = undecoded.size();
      }
      break;
    }
    used += decoded->size;
    auto packet = mqttspec::to_owned(decoded->packet);
    if (std::holds_alternative<owned::Connect>(packet)) ++connects_;
    if (is_beside(packet, happening.connection)) continue;
    disguise_->undo(packet);
    std::vector<std::uint8_t> bytes;
    const EncodeContext context{.version = version_, .sender = Sender::client, .strict = false};
    (void)encode(packet, context, bytes);
    show(std::move(bytes));
  }
  undecoded.erase(undecoded.begin(), undecoded.begin() + static_cast<std::ptrdiff_t>(used));
}

// Some libraries put Topic Aliases in place of topics by themselves.
bool SubjectInWorld::is_beside(owned::Packet packet, ConnectionId connection) {
  if (auto* publish = std::get_if<owned::Publish>(&packet)) {
    if (const auto alias = publish->properties.topic_alias) {
      auto& topic = aliases_[{connection, *alias}];
      if (publish->topic.empty())
        publish->topic = topic;
      else
        topic = publish->topic;
    }
  }
  std::optional<owned::Packet> answer;
  if (!beside_.takes(packet, answer)) return false;
  if (answer) write(connection, *answer);
  return true;
}

template <class Done>
bool SubjectInWorld::await(Done done) {
  const auto deadline = now() + patience_;
  while (!done() && now() < deadline)
    for (auto& each : inner_.wait(deadline)) take(std::move(each));
  return done();
}

void SubjectInWorld::begin_again() {
  if (inner_.abilities(version_)->reconnect != Reconnect::driver)
    throw NotApplicable{Id::second_time, "the Client connects again by itself"};
  for (auto each = gone_; each < opened_; ++each) inner_.close(each);
  await([&] { return is_down_; });
  forget_what_was();
}

void SubjectInWorld::forget_what_was() {
  happenings_.clear();
  gone_ = opened_;
  gone_tags_ = last_tag_;
  accepted_.reset();
  prepared_ = false;
  beside_.forget();
  disguise_.emplace(world_, version_, *inner_.abilities(version_));
}

void SubjectInWorld::connect_beside(const owned::Connect& connect, bool session_present) {
  const auto connects = connects_;
  ask_beside(connect);
  owned::Connack connack;
  connack.session_present = session_present;
  if (await([&] { return connects_ > connects; })) write(opened_ - 1, connack);
  if (!await([&] { return !is_down_; }))
    throw NotApplicable{Id::resumed, "the Client does not go on with a Session"};
}

// A Session is begun, lost, and gone on with; then the case begins with another one.
void SubjectInWorld::resume_before(const owned::Connect& connect) {
  const auto& able = *inner_.abilities(version_);
  if (!connect.clean_start)
    throw NotApplicable{Id::resumed, "the case begins with a Session of its own"};
  if (able.reconnect != Reconnect::driver || !able.session || able.clean_start.size() < 2)
    throw NotApplicable{Id::resumed, "the Client keeps no Session for a later connection"};
  owned::Connect lasting;
  lasting.version = version_;
  lasting.client_id = connect.client_id;
  lasting.keep_alive = connect.keep_alive;
  if (version_ == Version::v5_0) lasting.properties.session_expiry_interval = 300;
  connect_beside(lasting, false);
  inner_.cut(opened_ - 1);
  await([&] { return is_down_; });
  connect_beside(lasting, true);
  ask_beside(owned::Disconnect{});
  await([&] { return is_down_; });
  forget_what_was();
}

// What comes first on an accepted connection.
void SubjectInWorld::accepted(ConnectionId connection, bool session_present) {
  accepted_ = connection;
  if (session_present)
    for (const auto& packet : beside_.left_to_release()) write(connection, packet);
  else
    beside_.forget();
  if (std::exchange(prepared_, true)) return;
  // Libraries differ in what they make of a request before they have told of CONNACK.
  const bool more = world_.has(Id::identifiers_at_256) || world_.has(Id::warmed_up) ||
                    world_.has(Id::own_subscriptions) || world_.has(Id::own_exchanges);
  if (more) await([&] { return !is_down_ || !accepted_; });
  if (world_.has(Id::identifiers_at_256)) {
    publish_beside("mqttspec-beside/identifiers", Qos::at_least_once, identifiers_before);
    await_beside(Id::identifiers_at_256);
  }
  if (world_.has(Id::warmed_up))
    for (int round = 0; round < 2; ++round) warm_up(connection);
  if (world_.has(Id::own_subscriptions)) {
    subscribe_beside({"mqttspec-beside/+/deep", "mqttspec-beside/deep/#", "mqttspec-beside/exact"});
    await_beside(Id::own_subscriptions);
  }
  if (world_.has(Id::own_exchanges)) leave_open(connection);
}

void SubjectInWorld::ask_beside(owned::Packet packet, unsigned repeat) {
  inner_.ask(beside_.command(std::move(packet), repeat));
}

void SubjectInWorld::await_beside(CircumstanceId because) {
  // Patience is for each thing that is to be done, not for all.
  for (auto left = beside_.left(); left > 0 && accepted_; left = beside_.left())
    if (!await([&] { return beside_.left() < left || !accepted_; })) break;
  if (!beside_.is_over() || beside_.has_failed())
    throw NotApplicable{because, "the Client does not do what is to be done beside the case"};
}

void SubjectInWorld::subscribe_beside(std::initializer_list<std::string_view> filters) {
  for (const auto filter : filters) {
    owned::Subscribe subscribe;
    subscribe.subscriptions.push_back(
        {.topic_filter = std::string(filter), .maximum_qos = Qos::exactly_once});
    ask_beside(subscribe);
  }
}

void SubjectInWorld::publish_beside(std::string_view topic, Qos qos, unsigned repeat) {
  owned::Publish publish;
  publish.topic = topic;
  publish.payload = "beside";
  publish.qos = qos;
  ask_beside(publish, repeat);
}

void SubjectInWorld::warm_up(ConnectionId connection) {
  constexpr std::string_view topic = "mqttspec-beside/warm";
  subscribe_beside({topic});
  await_beside(Id::warmed_up);
  for (const auto qos : {Qos::at_most_once, Qos::at_least_once, Qos::exactly_once}) {
    publish_beside(topic, qos);
    write(connection, beside_.message(topic, qos));
  }
  await_beside(Id::warmed_up);
  owned::Unsubscribe unsubscribe;
  unsubscribe.topic_filters.emplace_back().text = topic;
  ask_beside(unsubscribe);
  await_beside(Id::warmed_up);
}

// Whoever has one message under way at a time would wait for ever.
void SubjectInWorld::leave_open(ConnectionId connection) {
  subscribe_beside({SideTraffic::open});
  await_beside(Id::own_exchanges);
  write(connection, beside_.message(SideTraffic::open, Qos::exactly_once));
  for (int i = 0; i < 3; ++i) publish_beside(SideTraffic::open, Qos::at_least_once);
  subscribe_beside({SideTraffic::unanswered});
  publish_beside("mqttspec-beside/after", Qos::at_least_once);
  await_beside(Id::own_exchanges);
}

}  // namespace mqttspec::conformance::subject
