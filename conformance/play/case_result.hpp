// What a case came to, with everything that was seen on the way.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "conformance/play/settings.hpp"
#include "conformance/play/verdict.hpp"
#include "model/trace.hpp"
#include "spec/register.hpp"

namespace mqttspec::conformance::play {

/// What a case found out about one statement.
struct Judgement {
  StatementId statement;
  StatementVerdict verdict;
  bool seen = false;  // violated by what arrived, not by what did not
};

/// What the application of a Client was told to ask for; a CONNACK: that it is connected.
struct Wish {
  std::size_t before;  // that event of the trace
  owned::Packet packet;
  unsigned times;
};

/// What the case calls the Network Connections of its trace.
using ConnectionNames = std::map<model::ConnectionId, std::string>;

/// What a case came to.
struct CaseResult {
  Verdict verdict = Verdict::not_run;
  std::vector<Judgement> judgements;
  std::string expected;  // of the decisive judgement
  std::string actual;
  std::optional<StatementId> noticed;  // that was broken, if any case would have seen it
  std::string explanation;             // what to know beside it: twin, liveness, monitor findings
  wire::Closing closing = wire::Closing::none;  // how the target closed, if closing was the point
  std::optional<ReasonCode> closing_code;       // of the DISCONNECT or CONNACK before it
  bool unexplained_close = false;               // the target hung up where it owed an answer
  std::optional<StatementId> owed_at_close;     // by this, and no freedom excuses the closing
  bool target_gone = false;                     // it accepted no client any more
  std::optional<std::size_t> decisive_event;    // position in the trace
  model::Trace trace;
  std::vector<std::size_t> set_aside;  // positions in the trace of what is of other cases
  std::vector<Wish> wanted;            // in cases for Clients
  std::string not_to_be_followed;  // why the trace, or `wanted`, is not the whole of it, or empty
  ConnectionNames connection_names;
  std::string topic_prefix;  // of the case's topics
  World world;               // in which it was played: no more than what it was to be played in
  Time duration = 0;

  /// The target has hung up in every try: what it owed then is violated. Nothing happens if it owed
  /// nothing that a statement demands, or may have closed to refuse what was sent to it.
  void blame_closing();
};

}  // namespace mqttspec::conformance::play
