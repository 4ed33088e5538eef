// The faults that only change what comes in, what is known of the Client by then, what goes out, or
// how a Topic Filter matches: they stand around the rules, which know nothing of them. The others
// stand in the rules.
#pragma once

#include <span>
#include <string_view>

#include "model/fault.hpp"
#include "model/mutations/incoming.hpp"
#include "model/mutations/outgoing.hpp"

namespace mqttspec::model::mutations {

struct InputMutation {
  FaultId fault;
  void (*mutate)(Incoming&);
};

struct OutputMutation {
  FaultId fault;
  void (*mutate)(Outgoing&);
};

struct MatchMutation {
  FaultId fault;
  bool (*mutate)(std::string_view topic_filter, std::string_view topic_name);
};

/// Lets the fault change an input, unless it leaves inputs alone.
void change_input(const FaultSet& faults, Incoming& incoming);
/// What it makes of the outputs of a step, or nullptr.
void (*output_mutation(const FaultSet& faults))(Outgoing&);
/// How it matches a Topic Name with a Topic Filter, or nullptr.
bool (*match_mutation(const FaultSet& faults))(std::string_view, std::string_view);

// The mutations, a list for each chapter, in the files of the same names.

std::span<const InputMutation> inputs_of_s3_01_connect();
std::span<const InputMutation> inputs_of_s3_01_2_5_will();
std::span<const InputMutation> inputs_of_s3_01_4_connect_actions();
std::span<const InputMutation> inputs_of_s3_03_publish();
std::span<const InputMutation> inputs_of_s3_04_puback();
std::span<const InputMutation> inputs_of_s3_08_subscribe();
std::span<const InputMutation> inputs_of_s3_10_unsubscribe();
std::span<const InputMutation> inputs_of_s3_14_disconnect();
std::span<const InputMutation> inputs_of_s4_01_session();
std::span<const InputMutation> inputs_of_s4_07_topics();
std::span<const InputMutation> inputs_of_s4_09_flow_control();
std::span<const InputMutation> inputs_of_s4_12_authentication();
std::span<const InputMutation> inputs_of_s4_13_errors();

std::span<const OutputMutation> outputs_of_s3_01_4_connect_actions();
std::span<const OutputMutation> outputs_of_s3_02_connack();
std::span<const OutputMutation> outputs_of_s3_03_publish();
std::span<const OutputMutation> outputs_of_s3_03_1_3_retain();
std::span<const OutputMutation> outputs_of_s3_03_2_3_properties();
std::span<const OutputMutation> outputs_of_s3_04_puback();
std::span<const OutputMutation> outputs_of_s3_08_subscribe();
std::span<const OutputMutation> outputs_of_s3_10_unsubscribe();
std::span<const OutputMutation> outputs_of_s3_12_pingreq();
std::span<const OutputMutation> outputs_of_s3_14_disconnect();
std::span<const OutputMutation> outputs_of_s4_04_retry();
std::span<const OutputMutation> outputs_of_s4_12_authentication();
std::span<const OutputMutation> outputs_with_diagnostics();

std::span<const MatchMutation> matches_of_s4_07_topics();

}  // namespace mqttspec::model::mutations
