# The program, its manual page and its completions, and a .deb of them: `./dev package`. What it
# needs from elsewhere are packages of Debian: the C and C++ libraries, and those for captures.
install(TARGETS mqttspec RUNTIME COMPONENT program)

# mqttspec_said(file folder words...): what the program says to these words, as a file of that name.
function(mqttspec_said name folder)
  set(file ${PROJECT_BINARY_DIR}/said/${name})
  install(CODE "file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/said)
    execute_process(COMMAND ${CMAKE_RUNTIME_OUTPUT_DIRECTORY}/mqttspec ${ARGN}
    OUTPUT_FILE ${file} COMMAND_ERROR_IS_FATAL ANY)" COMPONENT program)
  install(FILES ${file} DESTINATION ${folder} COMPONENT program)
endfunction()

mqttspec_said(mqttspec.1 ${CMAKE_INSTALL_MANDIR}/man1 man)
mqttspec_said(mqttspec ${CMAKE_INSTALL_DATADIR}/bash-completion/completions completion bash)
mqttspec_said(_mqttspec ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions completion zsh)
mqttspec_said(mqttspec.fish ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d completion fish)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "The developers of mqttspec")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY
  "judges MQTT brokers, Client libraries and packets by the Standards")
set(CPACK_COMPONENTS_ALL program)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME mqttspec)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_CMAKE_PROJECTS "${PROJECT_BINARY_DIR};mqttspec;program;/")
include(CPack)
