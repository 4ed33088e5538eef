// Sending on one Network Connection, and waiting for what the Client sends on it.
#include "conformance/hosting/line.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "codec/encode.hpp"
#include "codec/notation.hpp"
#include "conformance/hosting/connection.hpp"

namespace mqttspec::conformance::hosting {

void Line::send(const owned::Packet& packet) { visit_->send(connection(), packet, false); }

void Line::send_illegal(const owned::Packet& packet) { visit_->send(connection(), packet, true); }

void Line::send_bytes(std::string_view hex) {
  std::vector<std::uint8_t> bytes;
  unsigned digits = 0;
  unsigned value = 0;
  for (const char each : hex) {
    if (each == ' ') continue;
    value = value * 16 + static_cast<unsigned>(each <= '9' ? each - '0' : (each | 0x20) - 'a' + 10);
    if (++digits % 2 == 0) bytes.push_back(static_cast<std::uint8_t>(value));
    if (digits % 2 == 0) value = 0;
  }
  visit_->declared_.push_back(connection().id);
  visit_->send_bytes(connection(), std::move(bytes));
}

void Line::send_cut(const owned::Packet& packet, std::size_t size) {
  std::vector<std::uint8_t> bytes;
  const auto encoded =
      encode(packet, {.version = visit_->version_, .sender = Sender::server}, bytes);
  if (!encoded || size >= bytes.size())
    visit_->end(Verdict::error, "a legal packet that can be cut there",
                to_text(packet, visit_->version_));
  if (!connection().open) return;
  // The trace has it whole; only the wire has it in two.
  auto whole = std::make_shared<const std::vector<std::uint8_t>>(bytes);
  auto& own = connection();
  const auto before = own.arrivals;
  own.within_packet = true;
  visit_->subject_.send(own.id, Bytes(*whole).first(size));
  visit_->let_time_pass(50);
  visit_->note_sent(own, whole);
  visit_->subject_.send(own.id, Bytes(*whole).subspan(size));
  own.within_packet = false;
  for (const auto& arrival : own.inbox)
    if (arrival.order >= before) visit_->answer(own, arrival.packet);
}

void Line::send_glued(const std::vector<owned::Packet>& packets) {
  std::vector<std::uint8_t> glued;
  for (const auto& packet : packets) {
    std::vector<std::uint8_t> bytes;
    if (!encode(packet, {.version = visit_->version_, .sender = Sender::server}, bytes))
      visit_->end(Verdict::error, "legal packets", to_text(packet, visit_->version_));
    if (!connection().open) return;
    glued.insert(glued.end(), bytes.begin(), bytes.end());
    visit_->note_sent(connection(),
                      std::make_shared<const std::vector<std::uint8_t>>(std::move(bytes)));
  }
  visit_->subject_.send(connection().id, Bytes(glued));
}

void Line::cut_within(const owned::Packet& packet, std::size_t size) {
  std::vector<std::uint8_t> bytes;
  if (!encode(packet, {.version = visit_->version_, .sender = Sender::server}, bytes) ||
      size >= bytes.size())
    visit_->end(Verdict::error, "a legal packet that can be cut there",
                to_text(packet, visit_->version_));
  connection().within_packet = true;
  if (connection().open) visit_->subject_.send(connection().id, Bytes(bytes).first(size));
  visit_->let_time_pass(50);
  cut();
}

std::uint16_t Line::publish(std::string topic, std::string payload, Qos qos) {
  owned::Publish publish;
  publish.topic = std::move(topic);
  publish.payload = std::move(payload);
  publish.qos = qos;
  if (qos != Qos::at_most_once) publish.packet_id = ++connection().last_packet_id;
  send(publish);
  return publish.packet_id;
}

Line& Line::by_hand(std::initializer_list<PacketType> types) {
  connection().by_hand.insert(types);
  return *this;
}

Line& Line::unrecorded() {
  connection().unrecorded = true;
  visit_->result_.not_to_be_followed = "not all of it was recorded";
  return *this;
}

Line& Line::politely() {
  connection().by_hand.clear();
  return *this;
}

wire::WebSocketLayer& Line::web_socket() const {
  auto* const web_socket = visit_->subject_.web_socket(connection().id);
  if (web_socket == nullptr) visit_->decline("the Client is not reached by WebSocket");
  return *web_socket;
}

Line& Line::frame(const wire::Framing& framing) {
  web_socket().frame(framing);
  return *this;
}

bool Line::text_came() const { return web_socket().text_came(); }

std::vector<std::string> Line::offered() const { return web_socket().offered(); }

std::optional<Arrival> Line::take_arrived(const Wanted& packet) {
  auto& inbox = connection().inbox;
  const auto found =
      std::ranges::find_if(inbox, [&](const Arrival& each) { return packet.holds(each.packet); });
  if (found == inbox.end()) return std::nullopt;
  auto arrival = std::move(*found);
  inbox.erase(found);
  return arrival;
}

std::optional<Arrival> Line::await(const Wanted& packet, Time limit) {
  const auto deadline = visit_->now() + limit;
  for (;;) {
    if (auto arrival = take_arrived(packet)) return arrival;
    if (!connection().open || visit_->now() >= deadline) return std::nullopt;
    visit_->pump(deadline);
  }
}

std::string Line::seen_instead(const Wanted& packet) const {
  const auto& inbox = connection().inbox;
  const auto near = std::ranges::find_if(
      inbox, [&](const Arrival& each) { return type_of(each.packet) == packet.type; });
  std::string text = near == inbox.end()
                         ? "nothing of that type came"
                         : "what came is " + to_text(near->packet, visit_->version_);
  if (!connection().open) text += "; the Client closed the connection";
  if (!visit_->ended_.empty()) text += "; its process ended: " + visit_->ended_;
  return text;
}

Arrival Line::expect(const Wanted& packet) {
  if (auto arrival = await(packet, visit_->settings_.patience)) return *std::move(arrival);
  visit_->inconclusive(packet.text + " (set-up)", seen_instead(packet));
}

Arrival Line::must(Must statement, const Wanted& packet) {
  auto arrival = await(packet, visit_->settings_.patience);
  if (!arrival) {
    const bool open = connection().open;
    visit_->judge(statement.cited(),
                  open ? StatementVerdict::violated : StatementVerdict::undecided);
    visit_->end(open ? Verdict::fail : Verdict::inconclusive, packet.text, seen_instead(packet));
  }
  visit_->judge(statement.cited(), StatementVerdict::satisfied);
  return *std::move(arrival);
}

std::optional<Arrival> Line::should(Should statement, const Wanted& packet) {
  auto arrival = await(packet, visit_->settings_.patience);
  visit_->should_hold(statement, arrival.has_value(), packet.text, seen_instead(packet));
  return arrival;
}

void Line::must_not_send(Must statement, const Wanted& packet) {
  const auto liveness = fence();
  // What acknowledges may be ahead of what sends.
  const auto arrival = await(packet, 300);
  if (arrival) {
    visit_->judge(statement.cited(), StatementVerdict::violated, true);
    visit_->end(Verdict::fail, "no " + packet.text,
                to_text(arrival->packet, visit_->version_) + " was sent");
  }
  if (liveness == Liveness::mute) {
    visit_->judge(statement.cited(), StatementVerdict::undecided);
    visit_->inconclusive("PUBACK of the fence", "neither that nor closing");
  }
  visit_->judge(statement.cited(), StatementVerdict::satisfied);
}

std::vector<Arrival> Line::drain() {
  visit_->pump(visit_->now());
  return std::exchange(connection().inbox, {});
}

bool Line::await_close(Time limit) {
  const auto deadline = visit_->now() + limit;
  while (connection().open && visit_->now() < deadline) visit_->pump(deadline);
  return !connection().open;
}

Liveness Line::fence() {
  if (!connection().open) return Liveness::closed;
  owned::Publish fence;
  fence.topic = fence_mark;
  fence.payload = fence_mark;
  fence.qos = Qos::at_least_once;
  // One that was not acknowledged is still in use.
  const auto id = connection().next_fence_id--;
  fence.packet_id = id;
  // What is wrong with the connection is the case's; the fence is right.
  visit_->send(connection(), fence, false);
  const auto fences = visit_->delivered(fence_mark);
  if (!await(ack<Puback>(id), visit_->settings_.patience))
    return connection().open ? Liveness::mute : Liveness::closed;
  // What the application is told may lag behind; it is told in order.
  const auto deadline = visit_->now() + visit_->settings_.patience;
  while (visit_->shows("msg.payload") && visit_->delivered(fence_mark) == fences &&
         connection().open && visit_->now() < deadline)
    visit_->pump(deadline);
  return Liveness::alive;
}

void Line::must_close(Must statement, bool fenced) {
  bool closed = await_close(visit_->settings_.patience / 4);
  if (!closed && fenced) {
    const auto liveness = fence();
    closed = liveness == Liveness::closed;
    if (liveness == Liveness::alive) {
      visit_->judge(statement.cited(), StatementVerdict::violated);
      visit_->end(Verdict::fail, "the Client closes the Network Connection",
                  "it goes on: it acknowledges a message sent afterwards");
    }
  }
  closed = closed || await_close(visit_->settings_.patience);
  visit_->result_.closing = connection().closing;
  visit_->judge(statement.cited(),
                closed ? StatementVerdict::satisfied : StatementVerdict::undecided);
  if (!closed)
    visit_->inconclusive("the Client closes the Network Connection",
                         "it is mute: it neither closes nor acknowledges a message");
}

void Line::detects_by_closing(Detects statement, bool fenced) {
  bool closed = await_close(visit_->settings_.patience / 8);
  const auto liveness = closed || !fenced ? Liveness::closed : fence();
  closed = closed || (fenced && liveness == Liveness::closed) ||
           (!fenced && await_close(visit_->settings_.patience));
  visit_->result_.closing = connection().closing;
  if (liveness == Liveness::mute || (!closed && !fenced)) {
    visit_->judge(statement.cited(), StatementVerdict::observed);
    return visit_->explain("mute: it neither closes nor acknowledges a message");
  }
  visit_->detected(statement, closed, "the Client notices it and closes", "it goes on: undetected");
}

void Line::must_stay_open(Must statement) {
  const auto liveness = fence();
  if (liveness == Liveness::mute) {
    visit_->judge(statement.cited(), StatementVerdict::undecided);
    visit_->inconclusive("PUBACK of the fence", "neither that nor closing");
  }
  visit_->must_hold(statement, liveness == Liveness::alive, "the Client goes on", "it closes",
                    false);
}

void Line::expect_close() {
  if (!await_close(visit_->settings_.patience))
    visit_->inconclusive("the Client closes the Network Connection (set-up)", "it stays open");
}

void Line::close() {
  if (!connection().open) return;
  visit_->record({model::TraceEvent::Kind::server_closed,
                  visit_->now(),
                  connection().id,
                  visit_->version_,
                  {},
                  {}});
  connection().open = false;
  connection().closing = wire::Closing::ours;
  visit_->subject_.close(connection().id);
}

void Line::cut() {
  if (!connection().open) return;
  visit_->record({model::TraceEvent::Kind::server_closed,
                  visit_->now(),
                  connection().id,
                  visit_->version_,
                  {},
                  {}});
  connection().open = false;
  connection().closing = wire::Closing::ours;
  visit_->subject_.cut(connection().id);
}

bool Line::is_open() const {
  visit_->pump(visit_->now());
  return connection().open;
}

std::size_t Line::arrivals() const { return connection().arrivals; }

}  // namespace mqttspec::conformance::hosting
