; Windows goes by the last part of a name, so our files are JSON to it. Fleetwright is offered under "Open with" for JSON,
; and never becomes the program that opens other JSON.

!macro customInstall
  WriteRegStr SHELL_CONTEXT "Software\Classes\Fleetwright.Document" "" "Fleetwright document"
  WriteRegStr SHELL_CONTEXT "Software\Classes\Fleetwright.Document\DefaultIcon" "" "$INSTDIR\${APP_EXECUTABLE_FILENAME},0"
  WriteRegStr SHELL_CONTEXT "Software\Classes\Fleetwright.Document\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "%1"'
  WriteRegNone SHELL_CONTEXT "Software\Classes\.json\OpenWithProgids" "Fleetwright.Document"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, i 0, i 0)'
!macroend

!macro customUnInstall
  DeleteRegKey SHELL_CONTEXT "Software\Classes\Fleetwright.Document"
  DeleteRegValue SHELL_CONTEXT "Software\Classes\.json\OpenWithProgids" "Fleetwright.Document"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, i 0, i 0)'
!macroend
