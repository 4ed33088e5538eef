// The application, and what passes over the Network Connections of its Client.
#include "conformance/hosting/visit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>

#include "codec/decode.hpp"
#include "codec/encode.hpp"
#include "codec/notation.hpp"
#include "conformance/hosting/connection.hpp"
#include "conformance/subject/protocol.hpp"
#include "model/monitors/monitor_set.hpp"

namespace mqttspec::conformance::hosting {

using Kind = model::TraceEvent::Kind;

// Milliseconds in which what is on its way comes.
constexpr Time grace = 300;

Visit::Visit(subject::Subject& subject, Version version, const VisitSettings& settings)
    : subject_(subject),
      version_(version),
      settings_(settings),
      is_driven_(subject.abilities(version) != nullptr),
      monitors_(std::make_unique<model::monitors::MonitorSet>()) {
  if (is_driven_)
    able_ = *subject.abilities(version);
  else
    result_.not_to_be_followed = "what its application wants is not known";
}

Visit::~Visit() = default;

void Visit::needs(bool is_able, std::string_view what) {
  if (!is_able) decline(fmt::format("the Client cannot {}", what));
}

owned::Connect Visit::plain_connect() const {
  owned::Connect connect;
  connect.version = version_;
  connect.client_id = "mqttspec";
  connect.clean_start = true;
  connect.keep_alive = 60;
  return connect;
}

// A driver says beforehand which fields it takes.
void Visit::check_fields(const subject::Command& command) {
  if (!is_driven_) decline("it takes a driver to tell the Client what to do");
  if (able_.takes.empty()) return;
  const auto object = subject::to_json(command);
  const auto name = object.at("do").get<std::string>();
  if (!able_.takes.contains(name)) decline(fmt::format("the driver has no command {}", name));
  for (const auto& field : subject::fields_of(object))
    if (!able_.takes.contains(field)) decline(fmt::format("the driver cannot set {}", field));
}

int Visit::ask(owned::Packet packet, unsigned repeat, unsigned window) {
  const subject::Command command{++last_tag_, version_, std::move(packet), repeat, window};
  check_fields(command);
  // Libraries differ in what they make of it before they have seen CONNACK.
  if (!connections_.empty() && connections_.back()->accepted)
    await_outcome({Said::Kind::up, Said::Kind::refused, Said::Kind::down});
  result_.wanted.push_back({result_.trace.size(), command.packet, repeat});
  subject_.ask(command);
  return command.tag;
}

int Visit::ask_connect(owned::Connect connect, bool auto_aliases) {
  const auto& values = able_.clean_start;
  needs(std::ranges::find(values, connect.clean_start) != values.end(),
        fmt::format("send Clean Start {:d}", connect.clean_start));
  needs(connect.keep_alive != 0 || able_.keep_alive_0, "switch Keep Alive off");
  needs(connect.keep_alive == 0 || connect.keep_alive >= able_.min_keep_alive,
        fmt::format("have a Keep Alive below {} s", able_.min_keep_alive));
  needs(!auto_aliases || able_.own_aliases, "make up Topic Aliases");
  subject::Command command{++last_tag_, version_, std::move(connect)};
  command.auto_aliases = auto_aliases;
  // A plain Client connects by itself, as it likes.
  const bool is_plain = command.packet == owned::Packet(plain_connect());
  if (is_driven_ || !is_plain || last_tag_ > 1) check_fields(command);
  if (!is_driven_) return command.tag;
  // The same object connects again when it has told that the connection before is gone.
  if (connect_tag_) await_outcome({Said::Kind::refused, Said::Kind::down});
  connect_tag_ = command.tag;
  said_before_connect_ = said_.size();
  subject_.ask(command);
  return command.tag;
}

// Waits until the application was told one of these of its last connect, or an error of it.
void Visit::await_outcome(std::initializer_list<Said::Kind> kinds) {
  const auto is_told = [&](const Said& each) {
    return std::ranges::find(kinds, each.kind) != kinds.end() ||
           (each.kind == Said::Kind::error && each.tag == connect_tag_);
  };
  const auto deadline = now() + settings_.patience;
  while (std::ranges::none_of(said_ | std::views::drop(said_before_connect_), is_told) &&
         now() < deadline && ended_.empty())
    pump(deadline);
}

int Visit::subscribe(std::string topic_filter, Qos maximum_qos) {
  owned::Subscribe subscribe;
  auto& row = subscribe.subscriptions.emplace_back();
  row.topic_filter = std::move(topic_filter);
  row.maximum_qos = maximum_qos;
  return ask(subscribe);
}

int Visit::unsubscribe(std::string topic_filter) {
  owned::Unsubscribe unsubscribe;
  unsubscribe.topic_filters.emplace_back().text = std::move(topic_filter);
  return ask(unsubscribe);
}

int Visit::publish(std::string topic, std::string payload, Qos qos, bool retain) {
  owned::Publish publish;
  publish.topic = std::move(topic);
  publish.payload = std::move(payload);
  publish.qos = qos;
  publish.retain = retain;
  return ask(publish);
}

int Visit::disconnect() { return ask(owned::Disconnect{}); }

std::optional<Said> Visit::await_said(Said::Kind kind, std::optional<int> tag) {
  const auto deadline = now() + settings_.patience;
  for (;;) {
    const auto found = std::ranges::find_if(
        said_, [&](const Said& each) { return each.kind == kind && (!tag || each.tag == tag); });
    if (found != said_.end()) return *found;
    if (now() >= deadline || !ended_.empty()) return std::nullopt;
    pump(deadline);
  }
}

std::size_t Visit::delivered(std::string_view payload) const {
  return static_cast<std::size_t>(std::ranges::count_if(said_, [&](const Said& each) {
    return each.kind == Said::Kind::message &&
           std::get<owned::Publish>(*each.packet).payload == payload;
  }));
}

bool Visit::shows(const std::string& field) const {
  return is_driven_ && (able_.shows.empty() || able_.shows.contains(field));
}

std::optional<Line> Visit::next_line_within(Time limit) {
  // Of a connect that was refused nothing comes, if the library does not connect by itself.
  const auto is_refusal = [&](const Said& each) {
    return connect_tag_ && each.tag == connect_tag_ &&
           (each.kind == Said::Kind::unsupported || each.kind == Said::Kind::error);
  };
  auto deadline = now() + limit;
  while (lines_taken_ == connections_.size() && now() < deadline && ended_.empty()) {
    if (able_.reconnect != subject::Reconnect::automatic &&
        std::ranges::any_of(said_ | std::views::drop(said_before_connect_), is_refusal))
      deadline = std::min(deadline, now() + grace);
    pump(deadline);
  }
  if (lines_taken_ == connections_.size()) return std::nullopt;
  return Line(*this, lines_taken_++);
}

Line Visit::next_line() {
  if (auto line = next_line_within(settings_.connect_limit)) return *line;
  const auto error = std::ranges::find(said_, Said::Kind::error, &Said::kind);
  inconclusive("the Client connects", !ended_.empty() ? "its process ended: " + ended_
                                      : error != said_.end()
                                          ? "its application reports an error: " + error->text
                                          : "it does not");
}

Line Visit::connected() { return connected(plain_connect()); }

Line Visit::connected(owned::Connect connect, owned::Connack accept) {
  ask_connect(std::move(connect));
  Line line = next_line();
  const auto arrival = line.expect(any<Connect>());
  if (arrival.as<Connect>().version != version_)
    decline(fmt::format("it speaks MQTT {}", to_string(arrival.as<Connect>().version)));
  line.send(accept);
  return line;
}

Line Visit::reconnected(owned::Connect connect, owned::Connack accept) {
  needs(able_.reconnect != subject::Reconnect::none, "connect a second time");
  if (able_.reconnect == subject::Reconnect::automatic) {
    // It connects as it likes.
    Line line = next_line();
    line.expect(any<Connect>());
    line.send(accept);
    return line;
  }
  return connected(std::move(connect), std::move(accept));
}

void Visit::let_time_pass(Time milliseconds) {
  const Time until = now() + milliseconds;
  while (now() < until) pump(until);
}

void Visit::pump(Time deadline) {
  for (auto& happening : subject_.wait(deadline)) take(happening);
}

void Visit::take(subject::Happening& happening) {
  using Happened = subject::Happening::Kind;
  switch (happening.kind) {
    case Happened::opened: {
      auto made = std::make_unique<Connection>();
      made->id = happening.connection;
      connections_.push_back(std::move(made));
      result_.connection_names[happening.connection] = fmt::format(
          "client{}",
          happening.connection == 0 ? std::string() : fmt::format("-{}", happening.connection + 1));
      return record({Kind::opened, happening.at, happening.connection, version_, {}, {}});
    }
    case Happened::bytes:
      return take_bytes(connection(happening.connection), happening);
    case Happened::closed: {
      auto& closed = connection(happening.connection);
      if (!closed.open) return;
      closed.open = false;
      closed.closing = happening.closing;
      return record({Kind::client_closed, happening.at, happening.connection, version_, {}, {}});
    }
    case Happened::said:
      if (happening.said->kind == Said::Kind::up)
        result_.wanted.push_back({result_.trace.size(), owned::Connack{}, 0});
      return said_.push_back(*std::move(happening.said));
    case Happened::ended:
      ended_ = happening.text;
      return;
  }
}

void Visit::take_bytes(Connection& connection, subject::Happening& happening) {
  if (!connection.open || connection.ignored) return;
  auto& undecoded = connection.undecoded;
  undecoded.insert(undecoded.end(), happening.bytes.begin(), happening.bytes.end());
  std::size_t used = 0;
  while (!connection.ignored && used < undecoded.size()) {
    const auto rest = Bytes(undecoded).subspan(used);
    const DecodeContext context{.version = version_, .sender = Sender::client};
    const auto size = decode_packet(rest, context);
    if (!size) {
      undecoded.erase(undecoded.begin(), undecoded.begin() + static_cast<std::ptrdiff_t>(used));
      used = 0;
      if (const auto* violation = std::get_if<Violation>(&size.error()))
        note_garbage(connection, *violation, happening.at);
      return;
    }
    const auto whole = rest.first(size->size);
    auto bytes = std::make_shared<const std::vector<std::uint8_t>>(whole.begin(), whole.end());
    const auto decoded = decode_packet(Bytes(*bytes), context);
    used += size->size;
    deliver(connection,
            {Kind::client_packet, happening.at, connection.id, version_, bytes, decoded->packet});
  }
  undecoded.erase(undecoded.begin(), undecoded.begin() + static_cast<std::ptrdiff_t>(used));
}

void Visit::deliver(Connection& connection, model::TraceEvent event) {
  connection.inbox.push_back({event.bytes, *event.packet, event.at, connection.arrivals++});
  const auto packet = *event.packet;
  record(std::move(event));
  if (connection.accepted && !connection.within_packet) answer(connection, packet);
}

void Visit::record(model::TraceEvent event) {
  if (connection(event.connection).unrecorded) return;
  monitors_->observe(event);
  result_.trace.push_back(std::move(event));
}

void Visit::send(Connection& connection, const owned::Packet& packet, bool declared) {
  std::vector<std::uint8_t> bytes;
  const auto encoded =
      encode(packet, {.version = version_, .sender = Sender::server, .strict = !declared}, bytes);
  if (!encoded && (!declared || bytes.empty()))
    end(Verdict::error, "a legal packet from the case",
        fmt::format("{} breaks [{}]", to_text(packet, version_), encoded.error().statement.id()));
  if (!connection.open) return;
  if (declared) declared_.push_back(connection.id);
  if (const auto* connack = std::get_if<owned::Connack>(&packet))
    connection.accepted = connack->reason_code == ReasonCode::success;
  if (std::holds_alternative<owned::Disconnect>(packet)) connection.accepted = false;
  send_bytes(connection, std::move(bytes));
}

void Visit::send_bytes(Connection& connection, std::vector<std::uint8_t> bytes) {
  if (!connection.open) return;
  const auto sent = std::make_shared<const std::vector<std::uint8_t>>(std::move(bytes));
  note_sent(connection, sent);
  subject_.send(connection.id, Bytes(*sent));
}

void Visit::note_sent(Connection& connection,
                      std::shared_ptr<const std::vector<std::uint8_t>> bytes) {
  if (connection.unrecorded) return;
  const auto decoded = decode_packet(
      Bytes(*bytes), {.version = version_, .sender = Sender::server, .strict = false});
  const bool whole = decoded && decoded->size == bytes->size();
  model::TraceEvent event{whole ? Kind::server_packet : Kind::server_garbage,
                          now(),
                          connection.id,
                          version_,
                          bytes,
                          {}};
  if (whole) event.packet = decoded->packet;
  record(std::move(event));
}

}  // namespace mqttspec::conformance::hosting
