// See reproducer.hpp.
#include "conformance/search/reproducer.hpp"

#include <fmt/format.h>

#include "codec/printable.hpp"
#include "conformance/report/text.hpp"
#include "conformance/report/transcript.hpp"

namespace mqttspec::conformance::search {

using Kind = model::TraceEvent::Kind;

namespace {

constexpr std::string_view beginning = R"(import socket, sys

HOST, PORT = sys.argv[1:] or ("127.0.0.1", 1883)
clients = {}


def differs(name, expected, came):
    print(f"{name}: expected {expected or 'an end'}, but got {came}: not as it was")
    sys.exit(0)


def connect(name):
    try:
        clients[name] = socket.create_connection((HOST, int(PORT)), 2)
    except OSError as error:
        print(error)
        sys.exit(2)


def send(name, packet):
    try:
        clients[name].sendall(bytes.fromhex(packet))
    except OSError as error:
        differs(name, "to go on", error)


def receive(name, expected, came=""):
    try:
        while len(came) < len(expected) or not expected:
            if not (part := clients[name].recv(len(expected) // 2 - len(came) // 2 or 1)):
                break
            came += part.hex()
    except ConnectionError:
        pass
    except TimeoutError:
        differs(name, expected, came or "nothing")
    if came != expected:
        differs(name, expected, came or "an end")
    if not expected:
        clients[name].close()


)";

constexpr std::string_view end = R"(
for name in [each for each in clients if clients[each].fileno() >= 0]:
    try:
        differs(name, "nothing more", clients[name].recv(4096).hex() or "an end")
    except TimeoutError:
        print(f"{name}: still so")
sys.exit(1)
)";

std::string action_of(const model::TraceEvent& event, std::string_view name) {
  const auto bytes = event.bytes ? mqttspec::hex(*event.bytes) : std::string();
  switch (event.kind) {
    case Kind::opened:
      return fmt::format("connect(\"{}\")", name);
    case Kind::client_packet:
    case Kind::client_garbage:
      return fmt::format("send(\"{}\", \"{}\")", name, bytes);
    case Kind::server_packet:
    case Kind::server_garbage:
      return fmt::format("receive(\"{}\", \"{}\")", name, bytes);
    case Kind::client_closed:
      return fmt::format("clients[\"{}\"].close()", name);
    case Kind::server_closed:
      return fmt::format("receive(\"{}\", \"\")", name);
  }
  return {};
}

}  // namespace

std::string python_program(const play::CaseResult& result, std::string_view title) {
  std::string program = "#!/usr/bin/env python3\n";
  for (const auto& line : report::wrapped(title, 96)) program += fmt::format("# {}\n", line);
  program += "# usage: THIS [HOST PORT]; exits with 1 as long as the broker answers so\n";
  program += beginning;
  for (const auto& event : result.trace)
    program += fmt::format(
        "{}  # {}\n",
        action_of(event, report::connection_name(result.connection_names, event.connection) +
                             std::to_string(event.connection)),
        report::event_text(event, result.topic_prefix));
  program += end;
  return program;
}

}  // namespace mqttspec::conformance::search
