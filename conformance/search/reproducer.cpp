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
clients, PATIENCE = {}, 2


def differs(name, expected, came):
    print(f"{name}: expected {expected}, but got {came}: not as it was")
    sys.exit(0)


def connect(name):
    try:
        clients[name] = socket.create_connection((HOST, int(PORT)), PATIENCE)
    except OSError as error:
        print(error)
        sys.exit(2)


def receive(name, expected):
    wanted, came = bytes.fromhex(expected), b""
    try:
        while len(came) < len(wanted) or not wanted:
            if not (part := clients[name].recv(len(wanted) - len(came) or 1)):
                break
            came += part
    except ConnectionError:
        pass
    except TimeoutError:
        differs(name, expected or "an end", came.hex() or "nothing")
    if came != wanted:
        differs(name, expected or "an end", came.hex() or "an end")


)";

constexpr std::string_view end = R"(
for name, client in clients.items():
    try:
        if client.fileno() >= 0 and (more := client.recv(4096)):
            differs(name, "nothing more", more.hex())
    except OSError:
        pass
print("still so")
sys.exit(1)
)";

std::string action_of(const model::TraceEvent& event, std::string_view name) {
  const auto bytes = event.bytes ? mqttspec::hex(*event.bytes) : std::string();
  switch (event.kind) {
    case Kind::opened:
      return fmt::format("connect(\"{}\")", name);
    case Kind::client_packet:
    case Kind::client_garbage:
      return fmt::format("clients[\"{}\"].sendall(bytes.fromhex(\"{}\"))", name, bytes);
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
