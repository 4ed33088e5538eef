// Steps of the cases that authenticate by the method of the run (5.0, section 4.12).
#pragma once

#include "conformance/cases/common.hpp"

namespace mqttspec::conformance::cases {

/// The script of the run; without one the case is declined.
const AuthScript& script_of(Run& run);
/// The same of a method in which the Server asks for something.
const AuthScript& script_with_challenge(Run& run);

/// A CONNECT by the method of the run.
ConnectSpec by_method(Run& run, std::string_view client = "c");
/// An AUTH of the Client by that method.
ReasonSpec auth_by_method(Run& run, ReasonCode code);
/// The answer to the AUTH that came as number `step`, counted from 0.
ReasonSpec answer_to(Run& run, const Arrival& challenge, std::size_t step);
/// The same with data that the method does not expect.
ReasonSpec wrong_answer(Run& run);

/// Sends CONNECT, and takes and answers each AUTH of the Server but the last as part of the set-up.
Peer up_to_last_challenge(Run& run, std::string_view client = "c");
/// Answers every AUTH that is due, as part of the set-up.
void answer_all(Run& run, Peer& peer);
/// A client that the Server has accepted by the method of the run.
Peer authenticated(Run& run, std::string_view client = "c");
/// The same for a CONNECT of its own.
Peer authenticated(Run& run, const ConnectSpec& connect);
/// Authenticates anew up to the AUTH that says that it succeeded, as part of the set-up. Returns
/// all that the Server sent for it.
std::vector<Arrival> authenticate_anew(Run& run, Peer& peer);

}  // namespace mqttspec::conformance::cases
