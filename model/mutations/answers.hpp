// The ways to spoil a packet that answers another, for the tables of mutations: whatever its type.
#pragma once

#include <algorithm>
#include <utility>

#include "model/mutations/outgoing.hpp"

namespace mqttspec::model::mutations {

template <class Answer>
void omit(Outgoing& outgoing) {
  outgoing.omit<Answer>();
}

template <class Answer>
void send_twice(Outgoing& outgoing) {
  outgoing.repeat<Answer>();
}

/// Gives each the next Packet Identifier.
template <class Answer>
void use_next_packet_id(Outgoing& outgoing) {
  outgoing.change<Answer>([](Answer& answer) {
    answer.packet_id = static_cast<std::uint16_t>(answer.packet_id % 65'535 + 1);
  });
}

template <class Answer>
void use_packet_id_1(Outgoing& outgoing) {
  outgoing.change<Answer>([](Answer& answer) { answer.packet_id = 1; });
}

template <class Answer>
void swap_packet_id_bytes(Outgoing& outgoing) {
  outgoing.change<Answer>([](Answer& answer) {
    answer.packet_id = static_cast<std::uint16_t>(answer.packet_id << 8 | answer.packet_id >> 8);
  });
}

/// Gives an acknowledgement this Reason Code, which 3.1.1 does not have.
template <class Answer, ReasonCode code>
void say(Outgoing& outgoing) {
  outgoing.change<Answer>([](Answer& answer, const Pending& pending) {
    if (pending.because.version() == Version::v5_0) answer.reason_code = code;
  });
}

// For SUBACK and UNSUBACK, which has no codes in 3.1.1.

template <class Answer, ReasonCode code>
void say_last(Outgoing& outgoing) {
  outgoing.change<Answer>([](Answer& answer) {
    if (!answer.reason_codes.empty()) answer.reason_codes.back() = code;
  });
}

template <class Answer>
void leave_last_code_out(Outgoing& outgoing) {
  outgoing.change<Answer>([](Answer& answer) {
    if (answer.reason_codes.size() > 1) answer.reason_codes.pop_back();
  });
}

template <class Answer>
void say_last_code_twice(Outgoing& outgoing) {
  outgoing.change<Answer>([](Answer& answer) {
    auto& codes = answer.reason_codes;
    if (!codes.empty()) codes.push_back(ReasonCode{codes.back()});
  });
}

template <class Answer>
void reverse_codes(Outgoing& outgoing) {
  outgoing.change<Answer>([](Answer& answer) { std::ranges::reverse(answer.reason_codes); });
}

}  // namespace mqttspec::model::mutations
