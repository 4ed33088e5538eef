// See decode_options.hpp.
#include "conformance/commands/decode_options.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <map>
#include <memory>

#include "conformance/commands/decode.hpp"

namespace mqttspec::conformance::commands {
namespace {

constexpr const char* input_help = R"(Standard input is lines, dumps and lists of bytes:
  10 1d 00 04   101d0004   0x10 0x1D   {0x10, 0x1d}   10,1d   10:1d   \x10\x1d   b'\x10\x1d'
  [16, 29, 0, 4]   16 29 0 4   EB0ABA==   `hexdump -C`, xxd, od, Wireshark, C and JSON lists
A line is one piece of a stream, with one packet or more. Several lines are one piece in dumps with
offsets (from an offset of 0 on), in brackets, after a comma, in base64 of 64 or 76 columns, and
where lines of one length (16 bytes or more, the last one shorter) end within a packet and their
packets end where the last line does, as `xxd -p` and `od -An` print them; --each-line leaves that.
Where more than one notation fits: numbers are decimal only if all of them can be, none has 0x or a
0 before other digits, and one has a sign, one digit or three; what can be hexadecimal is not
base64. An offset has four digits or more. --as says which it is.
A > or -> before the bytes says that the Client sent them, < or <- that the Server did. What stands
behind # or // is a comment.)";

}  // namespace

void add_decode(CLI::App& app, int& status) {
  auto* const command = app.add_subcommand("decode", "Judge packets that are pasted.");
  const auto options = std::make_shared<DecodeOptions>();
  const auto add_choice = [&](const char* flag, const std::vector<std::string>& words,
                              const char* text, auto set) {
    command
        ->add_option_function<std::string>(
            flag,
            [words, set](const std::string& word) {
              set(std::ranges::find(words, word) - words.begin());
            },
            text)
        ->check(CLI::IsMember(words));
  };
  add_choice("--version", {"3.1.1", "5.0"},
             "for all lines; without it, a CONNECT says it for what follows, and before one both "
             "verdicts are said",
             [options](auto at) { options->version = at == 0 ? Version::v3_1_1 : Version::v5_0; });
  add_choice("--from", {"client", "server", "both"}, "who sent what has no mark; default client",
             [options](auto at) {
               if (at == 2)
                 options->from.reset();
               else
                 options->from = at == 0 ? Sender::client : Sender::server;
             });
  add_choice("--as", {"guess", "hex", "decimal", "base64"}, "the notation; default guess",
             [options](auto at) { options->notation = Notation(at); });
  command->add_flag("--each-line", options->each_line, "no line belongs to the one before it");
  command->add_flag("--explain", options->explain, "the fields of each packet");
  command->add_flag("--strict", options->strict, "reject what the Standard leaves contested");
  command->footer(input_help);
  command->callback(
      [options, &status] { status = decode_command(*options, std::cin, std::cout, std::cerr); });
}

}  // namespace mqttspec::conformance::commands
