// See client_tracker.hpp.
#include "model/client_tracker/client_tracker.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "codec/notation.hpp"
#include "model/client_tracker/fits.hpp"

namespace mqttspec::model::client_tracker {

using client::Link;

namespace {

std::string on_line(const TraceEvent& event, std::string_view what) {
  return fmt::format("{} on connection {}", what, event.connection);
}

void add(std::vector<Hypothesis>& all, Hypothesis each) {
  if (std::ranges::find(all, each) == all.end()) all.push_back(std::move(each));
}

}  // namespace

ClientTracker::ClientTracker(const ClientTrackerSettings& settings, const client::FaultSet& faults)
    : settings_(settings), steps_(faults, settings.may_close), explanations_(1) {}

void ClientTracker::ask(const owned::Packet& packet, unsigned times) {
  const auto* publish = std::get_if<owned::Publish>(&packet);
  if (publish != nullptr)
    for (auto& wish : wishes_)
      if (const auto* same = std::get_if<owned::Publish>(&wish.packet))
        if (is_message(*same, *publish)) {
          wish.times += times;
          return;
        }
  const auto type = type_of(packet);
  if (publish != nullptr || type == PacketType::subscribe || type == PacketType::unsubscribe ||
      type == PacketType::disconnect)
    wishes_.push_back({packet, times});
}

void ClientTracker::is_up() {
  if (explained_ != Explained::yes || !is_open_) return;
  const auto& line = *find_line(present_);
  Hypotheses found;
  Hypotheses left = explanations_;
  while (!left.empty()) {
    auto each = std::move(left.back());
    left.pop_back();
    const bool waits = !each.is_lost && each.client.link == Link::awaiting_connack &&
                       each.taken < line.inputs.size();
    if (waits)
      steps_.look_at(each, line, left);
    else
      add(found, std::move(each));
  }
  explanations_ = std::move(found);
}

Line* ClientTracker::find_line(ConnectionId connection) {
  const auto line = std::ranges::find(lines_, connection, &Line::connection);
  return line == lines_.end() ? nullptr : &*line;
}

void ClientTracker::observe(const TraceEvent& event) {
  if (explained_ == Explained::yes) {
    event_ = events_;
    using Kind = TraceEvent::Kind;
    switch (event.kind) {
      case Kind::opened:
        lines_.emplace_back();
        lines_.back().connection = event.connection;
        lines_.back().version = event.version;
        break;
      case Kind::client_packet:
        on_packet(event);
        break;
      case Kind::client_garbage:
        give_up("bytes that are no packet are not followed");
        break;
      case Kind::server_packet:
      case Kind::server_garbage:
        if (auto* line = find_line(event.connection)) line->add_input(event);
        break;
      case Kind::client_closed:
        on_end(event, true);
        break;
      case Kind::server_closed:
        on_end(event, false);
    }
    if (explained_ == Explained::yes && steps() > settings_.most_steps)
      give_up("the trace is too large to be followed");
  }
  ++events_;
}

void ClientTracker::on_packet(const TraceEvent& event) {
  auto* line = find_line(event.connection);
  if (line == nullptr) return;
  const bool is_first = !line->has_begun;
  const auto seen = line->read(event);
  const auto what = on_line(event, to_text(*event.packet, event.version));
  if (is_first) return on_connect(*line, seen, what);
  // What two connections show has no order.
  if (line->is_over || line->connection != present_)
    return give_up("what comes from a connection after the next is not followed");
  Hypotheses found;
  Hypotheses left = explanations_;
  while (!left.empty()) {
    const auto each = std::move(left.back());
    left.pop_back();
    Hypotheses sent;
    steps_.send(each, *line, seen, wishes_, sent);
    if (sent.empty()) steps_.look_at(each, *line, left);
    for (auto& next : sent) add(found, std::move(next));
    if (steps() > settings_.most_steps) return give_up("the trace is too large to be followed");
  }
  keep(std::move(found), what);
}

void ClientTracker::on_connect(Line& line, const Seen& seen, const std::string& what) {
  Hypotheses from = explanations_;
  if (is_open_) {
    auto& before = *find_line(present_);
    before.is_over = true;
    from.clear();
    for (const auto& each : explanations_)
      for (auto& end : ends(each, before, true)) add(from, std::move(end));
  }
  const auto* connect = std::get_if<owned::Connect>(&seen.packet);
  const bool is_doubtful = has_connected_
                               ? settings_.may_keep_session
                               : !settings_.is_fresh && connect != nullptr && !connect->clean_start;
  Hypotheses found;
  for (auto& each : from) {
    if (is_doubtful) each.is_lost = true;
    if (each.is_lost || steps_.connect(each, line, seen)) add(found, std::move(each));
  }
  has_connected_ = true;
  is_open_ = true;
  present_ = line.connection;
  keep(std::move(found), what);
}

bool ClientTracker::can_close(const Hypothesis& hypothesis) const {
  return hypothesis.is_lost || settings_.may_close || hypothesis.client.answer_by ||
         std::ranges::any_of(hypothesis.expected, &Expected::is_close);
}

// By the Client, where it can; else after whatever it has looked at, or after all.
ClientTracker::Hypotheses ClientTracker::ends(const Hypothesis& from, const Line& line,
                                              bool by_client) {
  Hypotheses found;
  Hypotheses left = {from};
  while (!left.empty() && steps_.taken() <= settings_.most_steps) {
    auto each = std::move(left.back());
    left.pop_back();
    const bool is_all = each.is_lost || each.taken >= line.inputs.size();
    if (!is_all) steps_.look_at(each, line, left);
    if (by_client ? !can_close(each) : settings_.is_prompt && !is_all) continue;
    steps_.leave(each);
    add(found, std::move(each));
    if (found.size() > settings_.most_explanations) break;
  }
  return found;
}

void ClientTracker::on_end(const TraceEvent& event, bool by_client) {
  auto* line = find_line(event.connection);
  if (line == nullptr || std::exchange(line->is_over, true) || line->connection != present_ ||
      !is_open_)
    return;
  is_open_ = false;
  Hypotheses found;
  for (const auto& each : explanations_)
    for (auto& end : ends(each, *line, by_client)) add(found, std::move(end));
  keep(std::move(found), on_line(event, by_client ? "closing" : "the end"));
}

void ClientTracker::rest() {
  event_ = events_++;
  if (explained_ != Explained::yes || !is_open_) return;
  const auto& line = *find_line(present_);
  Hypotheses found;
  Hypotheses left = explanations_;
  std::string missing;
  while (!left.empty() && steps() <= settings_.most_steps) {
    auto each = std::move(left.back());
    left.pop_back();
    if (!each.is_lost && each.taken < line.inputs.size()) {
      steps_.look_at(each, line, left);
      continue;
    }
    const auto owed = std::ranges::find(each.expected, true, &Expected::is_owed);
    if (each.is_lost || owed == each.expected.end())
      add(found, std::move(each));
    else
      missing = owed->is_close ? "closing" : to_text(owed->packet, line.version);
  }
  if (!found.empty() || steps() > settings_.most_steps) return keep(std::move(found), "");
  explained_ = Explained::no;
  text_ = fmt::format("what must have come has not: {} on connection {}", missing, present_);
}

void ClientTracker::keep(Hypotheses found, const std::string& what) {
  if (steps() > settings_.most_steps || found.size() > settings_.most_explanations)
    return give_up("more explanations than there is room for");
  if (found.empty()) {
    explained_ = Explained::no;
    text_ = what;
    if (const auto others = alternatives(); !others.empty())
      text_ += "; possible instead: " + others;
    return;
  }
  explanations_ = std::move(found);
}

void ClientTracker::give_up(std::string why) {
  explained_ = Explained::unknown;
  text_ = std::move(why);
}

std::string ClientTracker::alternatives() const {
  std::string text;
  for (const auto& each : explanations_)
    for (const auto& expected : each.expected) {
      const auto one =
          expected.is_close ? "closing" : to_text(expected.packet, each.client.settings.version);
      if (text.find(one) != text.npos || text.size() > 300) continue;
      text += (text.empty() ? "" : ", ") + one;
    }
  return text;
}

Explained ClientTracker::explained() const {
  if (explained_ == Explained::yes && std::ranges::all_of(explanations_, &Hypothesis::is_lost))
    return Explained::unknown;
  return explained_;
}

}  // namespace mqttspec::model::client_tracker
