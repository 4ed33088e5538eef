// See client.hpp.
#include "model/explore/client.hpp"

#include <algorithm>
#include <utility>

#include "model/explore/oracle.hpp"

namespace mqttspec::model::explore {

namespace {

/// Not one that free_packet_id() gives.
constexpr std::uint8_t subscription_packet_id = 9;

}  // namespace

bool Client::is_done() const {
  if (state_.acts < script_.acts.size()) return false;
  if (!state_.sending.empty() || !state_.receiving.empty()) return false;
  if (!script_.returns && state_.phase == Phase::away) return true;
  return state_.phase == Phase::connected && state_.set_up == script_.setup.size() &&
         !state_.awaits_answer;
}

bool Client::may_connect() const {
  if (state_.phase != Phase::away) return false;
  return script_.returns || state_.connects < script_.connects.size();
}

std::size_t Client::ways_to_connect() const {
  return script_.connects[state_.connects].size() + script_.breaches.size();
}

bool Client::may_connect_in(std::size_t way) const {
  if (way >= script_.connects[state_.connects].size()) return true;
  const auto& connect = std::get<Connect>(script_.connects[state_.connects][way]);
  return connect.clean_start || !state_.discarded;
}

std::size_t Client::ways_to_act() const {
  // Errors may come at any time.
  const bool is_early = state_.phase == Phase::connecting;
  const bool errs = state_.acts < script_.acts.size() && script_.acts[state_.acts][0].illegal;
  const bool may_act = state_.phase == Phase::connected || (is_early && (script_.eager || errs));
  if (!may_act || state_.awaits_answer) return 0;
  if (!is_early && state_.set_up < script_.setup.size()) return 1;
  if (state_.acts == script_.acts.size()) return 0;
  const auto& ways_now = script_.acts[state_.acts];
  const bool publishes = std::holds_alternative<Publish>(ways_now[0].packet);
  if (publishes && state_.sending.size() >= script_.window) return 0;
  const auto* last = ways_now.back().illegal;
  const bool exceeds = last != nullptr && last->place == IllegalPacket::Place::excess;
  return ways_now.size() - (exceeds && !uses_up_receive_maximum() ? 1 : 0);
}

/// Whatever the Server has seen of it: until it sees a PUBREL, Receive Maximum 1 is used up.
bool Client::uses_up_receive_maximum() const {
  return std::ranges::any_of(state_.sending, [&](const WorldExchange& exchange) {
    return !exchange.released && qos_bits(exchange.message) == 2;
  });
}

void Client::send(PacketInTransit in_transit) {
  if (!state_.cut_off) state_.to_broker.push_back(in_transit);
}

void Client::connect(std::size_t way) {
  PacketInTransit in_transit;
  const auto ways_that_are_right = script_.connects[state_.connects].size();
  if (way >= ways_that_are_right) {
    const auto& breach = script_.breaches[way - ways_that_are_right];
    in_transit.subject = static_cast<std::uint8_t>(breach.version);
    return send_illegal(*breach.packet, in_transit);
  }
  in_transit.type = static_cast<std::uint8_t>(PacketType::connect);
  in_transit.subject = static_cast<std::uint8_t>(state_.connects * ways + way);
  if (scripted_connect(script_, in_transit).clean_start) {
    forget_session();
    state_.discarded = true;
  }
  if (state_.connects + 1U < script_.connects.size() || !script_.returns) ++state_.connects;
  state_.phase = Phase::connecting;
  send(in_transit);
}

void Client::act(std::size_t way) {
  PacketInTransit in_transit;
  if (state_.phase == Phase::connected && state_.set_up < script_.setup.size()) {
    in_transit.subject = state_.set_up;
    in_transit.flags = PacketInTransit::in_setup;
    send_act(script_.setup[state_.set_up++], in_transit);
  } else {
    in_transit.subject = static_cast<std::uint8_t>(state_.acts * ways + way);
    send_act(script_.acts[state_.acts++][way], in_transit);
  }
}

/// The Server has to close then.
void Client::send_illegal(const IllegalPacket& packet, PacketInTransit in_transit) {
  in_transit.code = static_cast<std::uint8_t>(&packet - illegal_packets().data() + 1);
  state_.phase = Phase::leaving;
  send(in_transit);
}

void Client::send_act(const Act& act, PacketInTransit in_transit) {
  if (act.illegal != nullptr) return send_illegal(*act.illegal, {});
  in_transit.type = static_cast<std::uint8_t>(type_of(act.packet));
  if (act.message != no_message) {
    in_transit.subject = act.message;
    in_transit.flags = static_cast<std::uint8_t>(qos_bits(act.message) | alias_bits(act.message));
    if (qos_bits(act.message) != 0) {
      in_transit.packet_id = free_packet_id();
      state_.sending.push_back({in_transit.packet_id, act.message, false});
    }
  } else if (in_transit.is(PacketType::subscribe) || in_transit.is(PacketType::unsubscribe)) {
    in_transit.packet_id = subscription_packet_id;
    state_.awaits_answer = true;
  } else if (in_transit.is(PacketType::auth)) {
    in_transit.code = static_cast<std::uint8_t>(ReasonCode::re_authenticate);
    state_.awaits_answer = true;
  } else if (in_transit.is(PacketType::disconnect)) {
    state_.phase = Phase::leaving;
  }
  send(in_transit);
}

std::uint8_t Client::qos_bits(MessageIndex message) const {
  return static_cast<std::uint8_t>(scenario_.messages[message].qos);
}

std::uint8_t Client::alias_bits(MessageIndex message) {
  if (!script_.uses_alias) return 0;
  const auto before = std::exchange(state_.alias, message);
  const bool known =
      before != no_message && scenario_.messages[before].topic == scenario_.messages[message].topic;
  return known ? PacketInTransit::alias | PacketInTransit::no_topic : PacketInTransit::alias;
}

/// The lowest: identifiers come back as soon as they may.
std::uint8_t Client::free_packet_id() const {
  std::uint8_t id = 1;
  while (std::ranges::find(state_.sending, id, &WorldExchange::packet_id) != state_.sending.end())
    ++id;
  return id;
}

void Client::answer(PacketType type, const PacketInTransit& in_transit) {
  PacketInTransit answer;
  answer.type = static_cast<std::uint8_t>(type);
  answer.packet_id = in_transit.packet_id;
  if (type == PacketType::puback || type == PacketType::pubrec)
    answer.code = static_cast<std::uint8_t>(script_.answer);
  send(answer);
}

bool Client::receive() {
  const PacketInTransit in_transit = *state_.to_client.begin();
  state_.to_client.erase(state_.to_client.begin());
  if (in_transit.type == PacketInTransit::no_type) {
    lose();
    return false;
  }
  switch (static_cast<PacketType>(in_transit.type)) {
    case PacketType::connack:
      receive_connack(in_transit);
      return false;
    case PacketType::publish:
      return receive_publish(in_transit);
    case PacketType::pubrel:
      erase_if(state_.receiving, [&](std::uint8_t id) { return id == in_transit.packet_id; });
      answer(PacketType::pubcomp, in_transit);
      return false;
    case PacketType::suback:
    case PacketType::unsuback:
      state_.awaits_answer = false;
      return false;
    case PacketType::auth:
      receive_auth(in_transit);
      return false;
    default:
      receive_acknowledgement(in_transit);
      return false;
  }
}

bool Client::receive_publish(const PacketInTransit& in_transit) {
  const auto qos = in_transit.flags & PacketInTransit::qos_mask;
  const bool refuses = is_failure(script_.answer);
  if (qos == 0) return true;
  if (qos == 1) {
    answer(PacketType::puback, in_transit);
    return !refuses;
  }
  const bool known =
      std::ranges::find(state_.receiving, in_transit.packet_id) != state_.receiving.end();
  if (!known && !refuses) state_.receiving.push_back(in_transit.packet_id);
  answer(PacketType::pubrec, in_transit);
  return !known && !refuses;
}

void Client::receive_acknowledgement(const PacketInTransit& in_transit) {
  const auto place =
      std::ranges::find(state_.sending, in_transit.packet_id, &WorldExchange::packet_id);
  if (place == state_.sending.end()) return;
  if (in_transit.is(PacketType::pubrec) && in_transit.code < 0x80) {
    place->released = true;
    answer(PacketType::pubrel, in_transit);
  } else if (in_transit.is(PacketType::puback) || in_transit.is(PacketType::pubrec) ||
             place->released) {
    state_.sending.erase(place);
  }
}

void Client::receive_auth(const PacketInTransit& challenge) {
  if (challenge.code == static_cast<std::uint8_t>(ReasonCode::success)) {
    state_.awaits_answer = false;
    return;
  }
  PacketInTransit answer = challenge;
  if (!script_.echoes) answer.subject = 0;
  send(answer);
}

void Client::receive_connack(const PacketInTransit& in_transit) {
  if (in_transit.code != 0) return;  // the broker closes
  state_.phase = Phase::connected;
  const bool began_anew = std::exchange(state_.discarded, false);
  if ((in_transit.flags & PacketInTransit::present) != 0) {
    send_again();
    return;
  }
  // What the Client has of an earlier session is worth nothing to this broker.
  if (!began_anew) forget_session();
}

void Client::forget_session() {
  state_.sending.clear();
  state_.receiving.clear();
  state_.set_up = 0;
}

void Client::send_again() {
  for (const auto& exchange : state_.sending) {
    PacketInTransit in_transit;
    in_transit.packet_id = exchange.packet_id;
    if (exchange.released) {
      in_transit.type = static_cast<std::uint8_t>(PacketType::pubrel);
    } else {
      in_transit.type = static_cast<std::uint8_t>(PacketType::publish);
      in_transit.subject = exchange.message;
      in_transit.flags = static_cast<std::uint8_t>(
          qos_bits(exchange.message) | alias_bits(exchange.message) | PacketInTransit::dup);
    }
    send(in_transit);
  }
}

void Client::undergo(const Effects& effects) {
  for (const auto& effect : effects) switch (effect.kind) {
      case Effect::Kind::packet:
        if (state_.phase != Phase::leaving && !state_.cut_off)
          state_.to_client.push_back(effect.in_transit);
        break;
      case Effect::Kind::close:
        undergo_close();
        break;
      case Effect::Kind::forget:
        erase_if(state_.half_open,
                 [&](const HalfOpen& gone) { return gone.name == effect.connection; });
        break;
      case Effect::Kind::lose_all:
        lose();
        state_.half_open.clear();
        break;
      case Effect::Kind::session_ends:
        state_.delivered = 0;
    }
}

/// The Client gets to know it behind everything else that is under way to it.
void Client::undergo_close() {
  state_.cut_off = true;
  state_.begun = Piece::none;
  state_.to_broker.clear();
  state_.to_client.push_back({});
}

void Client::lose() {
  if (state_.awaits_answer && state_.acts == 0) state_.set_up = 0;  // nobody knows what arrived
  state_.phase = Phase::away;
  state_.cut_off = false;
  state_.alias = no_message;
  state_.awaits_answer = false;
  state_.begun = Piece::none;
  state_.to_broker.clear();
  state_.to_client.clear();
}

}  // namespace mqttspec::model::explore
