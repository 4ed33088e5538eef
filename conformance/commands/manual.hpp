// The manual page and the completions for shells, made of the description that reads the options.
#pragma once

#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace mqttspec::conformance::commands {

/// The program in the language of man(7).
std::string manual_page(const CLI::App& program);

/// What completes the words of the program in "bash", "zsh" or "fish".
std::string completion(const CLI::App& program, std::string_view shell);

}  // namespace mqttspec::conformance::commands
