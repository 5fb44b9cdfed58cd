<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- Machine-made by a language model, not yet read by a native speaker; corrections are welcome. -->
<TS version="2.1" language="pl" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>Version {version}</source>
        <translation>Wersja {version}</translation>
    </message>
    <message>
        <source>the qubesd of this system</source>
        <translation>qubesd tego systemu</translation>
    </message>
    <message>
        <source>Store: {store}</source>
        <translation>Magazyn: {store}</translation>
    </message>
    <message>
        <source>About Qube Manager</source>
        <translation>O programie Qube Manager</translation>
    </message>
    <message>
        <source>Qube Manager</source>
        <translation>Qube Manager</translation>
    </message>
    <message>
        <source>See, run, back up and restore qubes.</source>
        <translation>Oglądaj, uruchamiaj, zapisuj i przywracaj qube’y.</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 2 or later.</source>
        <translation>Wolne oprogramowanie na licencji GNU GPL, wersja 2 lub późniejsza.</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Zamknij</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>qubesd does not answer</source>
        <translation>qubesd nie odpowiada</translation>
    </message>
    <message>
        <source>A backup or restore is running; see below</source>
        <translation>Trwa kopia zapasowa lub przywracanie; zob. niżej</translation>
    </message>
    <message>
        <source>There are no qubes</source>
        <translation>Nie ma qube’ów</translation>
    </message>
    <message>
        <source>Make a new qube</source>
        <translation>Utwórz nowy qube</translation>
    </message>
    <message>
        <source>Defaults of all qubes</source>
        <translation>Wartości domyślne wszystkich qube’ów</translation>
    </message>
    <message>
        <source>Move qubes from one template to another</source>
        <translation>Przenieś qube’y z jednego szablonu na inny</translation>
    </message>
    <message>
        <source>Where the volumes are, and how full</source>
        <translation>Gdzie są woluminy i jak jest pełno</translation>
    </message>
    <message>
        <source>Bring qubes back from a backup archive</source>
        <translation>Odzyskaj qube’y z archiwum kopii zapasowej</translation>
    </message>
    <message>
        <source>Read a backup to its end; nothing is written</source>
        <translation>Przeczytaj kopię do końca; nic nie jest zapisywane</translation>
    </message>
    <message>
        <source>Save qubes to an encrypted archive</source>
        <translation>Zapisz qube’y do zaszyfrowanego archiwum</translation>
    </message>
    <message>
        <source>Select one qube</source>
        <translation>Zaznacz jeden qube</translation>
    </message>
    <message>
        <source>Select several qubes</source>
        <translation>Zaznacz kilka qube’ów</translation>
    </message>
    <message>
        <source>Select the qubes to remove</source>
        <translation>Zaznacz qube’y do usunięcia</translation>
    </message>
    <message>
        <source>Settings of the selected qube</source>
        <translation>Ustawienia zaznaczonego qube’a</translation>
    </message>
    <message>
        <source>One change of all selected qubes, shown before it is made</source>
        <translation>Jedna zmiana wszystkich zaznaczonych qube’ów, najpierw pokazana</translation>
    </message>
    <message>
        <source>Go back to an earlier state; size of its volumes</source>
        <translation>Wróć do wcześniejszego stanu; rozmiar woluminów</translation>
    </message>
    <message>
        <source>Make a second qube like it</source>
        <translation>Utwórz drugi taki sam qube</translation>
    </message>
    <message>
        <source>Give it another name</source>
        <translation>Nadaj mu inną nazwę</translation>
    </message>
    <message>
        <source>Remove the selected qubes</source>
        <translation>Usuń zaznaczone qube’y</translation>
    </message>
    <message>
        <source>Start the selected qubes</source>
        <translation>Uruchom zaznaczone qube’y</translation>
    </message>
    <message>
        <source>Ask the selected qubes to shut down</source>
        <translation>Poproś zaznaczone qube’y o wyłączenie</translation>
    </message>
    <message>
        <source>Shut them down and start them again</source>
        <translation>Wyłącz je i uruchom ponownie</translation>
    </message>
    <message>
        <source>Stop their processors; their memory stays</source>
        <translation>Zatrzymaj ich procesory; pamięć zostaje</translation>
    </message>
    <message>
        <source>Let paused qubes go on</source>
        <translation>Pozwól wstrzymanym qube’om działać dalej</translation>
    </message>
    <message>
        <source>End them at once; what they have not saved is lost</source>
        <translation>Zakończ je natychmiast; co niezapisane, przepadnie</translation>
    </message>
    <message>
        <source>Open its text console in a terminal</source>
        <translation>Otwórz jego konsolę tekstową w terminalu</translation>
    </message>
    <message>
        <source>No terminal program was found. In one, type: {command}</source>
        <translation>Nie znaleziono terminala. W terminalu wpisz: {command}</translation>
    </message>
    <message>
        <source>Select the qubes first</source>
        <translation>Najpierw zaznacz qube’y</translation>
    </message>
    <message>
        <source>Its restore did not finish; it cannot be started</source>
        <translation>Jego przywracanie nie zostało ukończone; nie można go uruchomić</translation>
    </message>
    <message>
        <source>None of the selected qubes is in a state for it</source>
        <translation>Żaden z zaznaczonych qube’ów nie jest w odpowiednim stanie</translation>
    </message>
    <message>
        <source>It is the system itself</source>
        <translation>To sam system</translation>
    </message>
    <message>
        <source>It is in the state: {state}</source>
        <translation>Jest w stanie: {state}</translation>
    </message>
    <message>
        <source>Several are selected; for them there is: {action} ({key})</source>
        <translation>Wybrano kilka; dla nich jest: {action} ({key})</translation>
    </message>
    <message>
        <source>It is for one qube, and several are selected</source>
        <translation>To jest dla jednego qube’a, a wybrano kilka</translation>
    </message>
</context>
<context>
    <name>AddPoolDialog</name>
    <message>
        <source>Add a pool</source>
        <translation>Dodaj pulę</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nazwa</translation>
    </message>
    <message>
        <source>&amp;Driver</source>
        <translation>&amp;Sterownik</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Opcje</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Dodaj</translation>
    </message>
    <message>
        <source>Canc&amp;el</source>
        <translation>&amp;Anuluj</translation>
    </message>
    <message>
        <source>Type a name.</source>
        <translation>Wpisz nazwę.</translation>
    </message>
    <message>
        <source>There is a pool of that name.</source>
        <translation>Jest pula o tej nazwie.</translation>
    </message>
    <message>
        <source>Files in a folder; copies share their blocks (btrfs, XFS).</source>
        <translation>Pliki w folderze; kopie współdzielą bloki (btrfs, XFS).</translation>
    </message>
    <message>
        <source>Thin volumes of LVM, in a thin pool that is there already.</source>
        <translation>Cienkie woluminy LVM, w istniejącej puli thin.</translation>
    </message>
    <message>
        <source>Plain files in a folder, for file systems that share no blocks.</source>
        <translation>Zwykłe pliki w folderze, dla systemów plików bez współdzielonych bloków.</translation>
    </message>
    <message>
        <source>A folder of kernels, one in a folder each.</source>
        <translation>Folder z jądrami, każde we własnym folderze.</translation>
    </message>
    <message>
        <source>Use it even where &amp;copies take their full space</source>
        <translation>Użyj jej nawet tam, gdzie &amp;kopie zajmują całe miejsce</translation>
    </message>
    <message>
        <source>&amp;Folder</source>
        <translation>&amp;Folder</translation>
    </message>
    <message>
        <source>Volume &amp;group</source>
        <translation>&amp;Grupa woluminów</translation>
    </message>
    <message>
        <source>&amp;Thin pool</source>
        <translation>Pula &amp;thin</translation>
    </message>
    <message>
        <source>Look for a folder</source>
        <translation>Poszukaj folderu</translation>
    </message>
    <message>
        <source>Folder of the pool</source>
        <translation>Folder puli</translation>
    </message>
    <message>
        <source>A name has letters from A to Z, digits, “-”, “_” and “.”, 63 at most.</source>
        <translation>Nazwa ma litery od A do Z, cyfry, „-”, „_” i „.”, najwyżej 63.</translation>
    </message>
    <message>
        <source>Choose a folder.</source>
        <translation>Proszę wybrać folder.</translation>
    </message>
    <message>
        <source>The folder is told by its whole path, from the first “/” on.</source>
        <translation>Folder podaje się pełną ścieżką, od pierwszego „/”.</translation>
    </message>
    <message>
        <source>Copies cannot share their space in that folder. Tick the box to use it anyway.</source>
        <translation>W tym folderze kopie nie mogą współdzielić miejsca. Zaznacz pole, aby mimo to go użyć.</translation>
    </message>
</context>
<context>
    <name>BackupRun</name>
    <message>
        <source>The archive is {path}</source>
        <translation>Archiwum to {path}</translation>
    </message>
    <message>
        <source>verifying</source>
        <translation>sprawdzanie</translation>
    </message>
    <message>
        <source>verifying {qube}</source>
        <translation>sprawdzanie {qube}</translation>
    </message>
    <message>
        <source>{result} But the archive could not be verified.</source>
        <translation>{result} Ale archiwum nie dało się sprawdzić.</translation>
    </message>
    <message>
        <source>{result} The archive was read back and is whole.</source>
        <translation>{result} Archiwum odczytano z powrotem i jest całe.</translation>
    </message>
    <message>
        <source>It could not be read back: {reason}</source>
        <translation>Nie udało się jej odczytać z powrotem: {reason}</translation>
    </message>
    <message>
        <source>writing: {left}</source>
        <translation>zapis: {left}</translation>
    </message>
    <message>
        <source>All of the archive went to the command {command}</source>
        <translation>Całe archiwum trafiło do polecenia {command}</translation>
    </message>
</context>
<context>
    <name>BackupWizard</name>
    <message>
        <source>Back up qubes</source>
        <translation>Kopia zapasowa qube’ów</translation>
    </message>
    <message numerus="yes">
        <source>Backing up %n qube(s)</source>
        <translation>
            <numerusform>Zapisywanie kopii %n qube’a</numerusform>
            <numerusform>Zapisywanie kopii %n qube’ów</numerusform>
            <numerusform>Zapisywanie kopii %n qube’ów</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BackupsModel</name>
    <message>
        <source>Made</source>
        <translation>Utworzono</translation>
    </message>
    <message>
        <source>Qubes</source>
        <translation>Qube’y</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Rozmiar</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stan</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Plik</translation>
    </message>
    <message>
        <source>verification failed</source>
        <translation>sprawdzenie nie powiodło się</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>sprawdzona</translation>
    </message>
    <message>
        <source>not verified yet</source>
        <translation>jeszcze niesprawdzona</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Dismiss</source>
        <translation>Ukryj</translation>
    </message>
</context>
<context>
    <name>BatchDialog</name>
    <message numerus="yes">
        <source>%n change(s) made, none failed.</source>
        <translation>
            <numerusform>%n zmiana wykonana, żadna nie zawiodła.</numerusform>
            <numerusform>%n zmiany wykonane, żadna nie zawiodła.</numerusform>
            <numerusform>%n zmian wykonanych, żadna nie zawiodła.</numerusform>
        </translation>
    </message>
    <message>
        <source>changed, but not started again: qubesd went away</source>
        <translation>zmieniono, ale nie uruchomiono ponownie: qubesd zniknął</translation>
    </message>
    <message>
        <source>not changed: qubesd went away</source>
        <translation>nie zmieniono: qubesd zniknął</translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n answered…</source>
        <translation>
            <numerusform>Odpowiedzi: {done} z %n…</numerusform>
            <numerusform>Odpowiedzi: {done} z %n…</numerusform>
            <numerusform>Odpowiedzi: {done} z %n…</numerusform>
        </translation>
    </message>
    <message>
        <source>qubesd went away before it answered all. What was changed is read when it is back…</source>
        <translation>qubesd zniknął, zanim odpowiedział na wszystko. Co zmieniono, zostanie odczytane, gdy wróci…</translation>
    </message>
    <message numerus="yes">
        <source>{failed} of %n change(s) failed; the list says why.</source>
        <translation>
            <numerusform>Nie udała się {failed} z %n zmiany; lista mówi dlaczego.</numerusform>
            <numerusform>Nie udało się {failed} z %n zmian; lista mówi dlaczego.</numerusform>
            <numerusform>Nie udało się {failed} z %n zmian; lista mówi dlaczego.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BatchEditDialog</name>
    <message numerus="yes">
        <source>Change %n qube(s) at once</source>
        <translation>
            <numerusform>Zmień %n qube naraz</numerusform>
            <numerusform>Zmień %n qube’y naraz</numerusform>
            <numerusform>Zmień %n qube’ów naraz</numerusform>
        </translation>
    </message>
    <message>
        <source>default</source>
        <translation>domyślnie</translation>
    </message>
    <message>
        <source>different values</source>
        <translation>różne wartości</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>bez zmian</translation>
    </message>
    <message>
        <source>What came of it:</source>
        <translation>Co z tego wyszło:</translation>
    </message>
    <message>
        <source>Add tag</source>
        <translation>Dodaj znacznik</translation>
    </message>
    <message>
        <source>Remove tag</source>
        <translation>Usuń znacznik</translation>
    </message>
    <message>
        <source>none of them has it</source>
        <translation>żaden tego nie ma</translation>
    </message>
    <message>
        <source>unchanged ({value})</source>
        <translation>bez zmian ({value})</translation>
    </message>
    <message>
        <source>different</source>
        <translation>różne</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Change %n qube(s)</source>
        <translation>
            <numerusform>&amp;Zmień %n qube</numerusform>
            <numerusform>&amp;Zmień %n qube’y</numerusform>
            <numerusform>&amp;Zmień %n qube’ów</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Change</source>
        <translation>&amp;Zmień</translation>
    </message>
    <message>
        <source>Nothing is changed yet.</source>
        <translation>Nic jeszcze nie zmieniono.</translation>
    </message>
    <message>
        <source>Change several qubes</source>
        <translation>Zmień kilka qube’ów</translation>
    </message>
    <message>
        <source>&amp;Label</source>
        <translation>&amp;Etykieta</translation>
    </message>
    <message>
        <source>&amp;Template</source>
        <translation>S&amp;zablon</translation>
    </message>
    <message>
        <source>&amp;Net qube</source>
        <translation>Qube &amp;sieciowy</translation>
    </message>
    <message>
        <source>In &amp;backups by default</source>
        <translation>Domyślnie w &amp;kopiach</translation>
    </message>
    <message>
        <source>Start with the com&amp;puter</source>
        <translation>Start razem z kom&amp;puterem</translation>
    </message>
    <message>
        <source>&amp;Disposable template</source>
        <translation>Szablon je&amp;dnorazowych</translation>
    </message>
    <message>
        <source>M&amp;ode</source>
        <translation>&amp;Tryb</translation>
    </message>
    <message>
        <source>Memory at start (&amp;MiB)</source>
        <translation>Pamięć na starcie (&amp;MiB)</translation>
    </message>
    <message>
        <source>&amp;Add the tag</source>
        <translation>&amp;Dodaj znacznik</translation>
    </message>
    <message>
        <source>&amp;Remove the tag</source>
        <translation>&amp;Usuń znacznik</translation>
    </message>
    <message>
        <source>This will change:</source>
        <translation>To się zmieni:</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Zmiany</translation>
    </message>
    <message>
        <source>Clo&amp;se</source>
        <translation>Zam&amp;knij</translation>
    </message>
    <message>
        <source>Only those; what was changed stays as it is</source>
        <translation>Tylko te; co zmieniono, tak zostaje</translation>
    </message>
    <message>
        <source>&amp;Try the failed ones again</source>
        <translation>&amp;Ponów nieudane</translation>
    </message>
</context>
<context>
    <name>BatchModel</name>
    <message>
        <source>Qube</source>
        <translation>Qube</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>Ustawienie</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Teraz</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Potem</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Wynik</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>zmieniono</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Przedtem</translation>
    </message>
    <message>
        <source>{value}, at the next start</source>
        <translation>{value}, przy następnym uruchomieniu</translation>
    </message>
    <message>
        <source>changes at the next start</source>
        <translation>zmieni się przy następnym uruchomieniu</translation>
    </message>
    <message>
        <source>trying again…</source>
        <translation>ponawianie…</translation>
    </message>
</context>
<context>
    <name>ChoiceModel</name>
    <message>
        <source>Qube</source>
        <translation>Qube</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasa</translation>
    </message>
    <message>
        <source>To save</source>
        <translation>Do zapisania</translation>
    </message>
    <message>
        <source>Last backup</source>
        <translation>Ostatnia kopia</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Uwagi</translation>
    </message>
    <message>
        <source>Left over from an unfinished restore; not saved</source>
        <translation>Pozostałość nieukończonego przywracania; bez kopii</translation>
    </message>
    <message>
        <source>Saved as it is now, as after a power cut</source>
        <translation>Kopia stanu z tej chwili, jak po zaniku zasilania</translation>
    </message>
    <message>
        <source>Shut down, saved, started again</source>
        <translation>Wyłączony, zapisany, uruchomiony ponownie</translation>
    </message>
    <message>
        <source>Saved as before its start</source>
        <translation>Kopia stanu sprzed uruchomienia</translation>
    </message>
    <message>
        <source>Saved as before its start, {when}</source>
        <translation>Kopia stanu sprzed uruchomienia ({when})</translation>
    </message>
    <message>
        <source>Its data is missing ({volumes}); not saved</source>
        <translation>Brakuje jego danych ({volumes}); nie zostanie zapisany</translation>
    </message>
</context>
<context>
    <name>CloneDialog</name>
    <message>
        <source>Clone {name}</source>
        <translation>Klonuj {name}</translation>
    </message>
    <message>
        <source>C&amp;lone</source>
        <translation>K&amp;lonuj</translation>
    </message>
    <message>
        <source>A second qube with the same settings and data ({size}).</source>
        <translation>Drugi qube z tymi samymi ustawieniami i danymi ({size}).</translation>
    </message>
    <message>
        <source>It takes next to no space: the pool shares blocks ({pools}).</source>
        <translation>Prawie nie zajmuje miejsca: pula współdzieli bloki ({pools}).</translation>
    </message>
    <message>
        <source>It takes as much again: the pool does not share blocks ({pools}).</source>
        <translation>Zajmuje drugie tyle: pula nie współdzieli bloków ({pools}).</translation>
    </message>
    <message>
        <source>Cancelled; what was made of it is being removed.</source>
        <translation>Anulowano; to, co powstało, jest usuwane.</translation>
    </message>
</context>
<context>
    <name>CloneStateDialog</name>
    <message>
        <source>Clone {name} as it was</source>
        <translation>Klonuj {name} z wcześniejszego stanu</translation>
    </message>
    <message>
        <source>A second qube with the same settings. Its volume {volume} is as it was until {time}.</source>
        <translation>Drugi qube z tymi samymi ustawieniami. Jego wolumin {volume} jest taki, jaki był do {time}.</translation>
    </message>
    <message>
        <source>As they are now: {volumes}.</source>
        <translation>Takie, jakie są teraz: {volumes}.</translation>
    </message>
</context>
<context>
    <name>Copied</name>
    <message>
        <source>Copied</source>
        <translation>Skopiowano</translation>
    </message>
</context>
<context>
    <name>DetailsPanel</name>
    <message>
        <source>O&amp;verview</source>
        <translation>Pr&amp;zegląd</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasa</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Etykieta</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Szablon</translation>
    </message>
    <message>
        <source>Net qube</source>
        <translation>Qube sieciowy</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rola</translation>
    </message>
    <message>
        <source>Disk used / size</source>
        <translation>Użyte / rozmiar dysku</translation>
    </message>
    <message>
        <source>Last backup</source>
        <translation>Ostatnia kopia</translation>
    </message>
    <message>
        <source>V&amp;olumes</source>
        <translation>W&amp;oluminy</translation>
    </message>
    <message>
        <source>Volumes of the qube</source>
        <translation>Woluminy qube’a</translation>
    </message>
    <message>
        <source>Earlier states, &amp;size, pool…</source>
        <translation>Wcześniejsze stany, &amp;rozmiar, pula…</translation>
    </message>
    <message>
        <source>Net&amp;work</source>
        <translation>&amp;Sieć</translation>
    </message>
    <message>
        <source>&amp;Devices</source>
        <translation>&amp;Urządzenia</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Urządzenia</translation>
    </message>
    <message>
        <source>F&amp;eatures</source>
        <translation>Cech&amp;y</translation>
    </message>
    <message>
        <source>Features and tags of the qube</source>
        <translation>Cechy i znaczniki qube’a</translation>
    </message>
    <message>
        <source>No&amp;tes</source>
        <translation>No&amp;tatki</translation>
    </message>
    <message>
        <source>This qube has no notes.</source>
        <translation>Ten qube nie ma notatek.</translation>
    </message>
    <message>
        <source>Notes of the qube</source>
        <translation>Notatki qube’a</translation>
    </message>
    <message>
        <source>Ti&amp;meline</source>
        <translation>&amp;Historia</translation>
    </message>
    <message>
        <source>What happened to this qube</source>
        <translation>Co działo się z tym qube’em</translation>
    </message>
    <message numerus="yes">
        <source>%n qube(s) selected</source>
        <translation>
            <numerusform>zaznaczono %n qube</numerusform>
            <numerusform>zaznaczono %n qube’y</numerusform>
            <numerusform>zaznaczono %n qube’ów</numerusform>
        </translation>
    </message>
    <message>
        <source>They use {size}</source>
        <translation>Zajmują {size}</translation>
    </message>
    <message>
        <source>Select a qube to see its details</source>
        <translation>Zaznacz qube, aby zobaczyć szczegóły</translation>
    </message>
    <message>
        <source>A restore of this qube did not finish. Remove it and restore it again.</source>
        <translation>Przywracanie tego qube’a nie zostało ukończone. Usuń go i przywróć ponownie.</translation>
    </message>
    <message>
        <source>It gives network to: {names}</source>
        <translation>Daje sieć: {names}</translation>
    </message>
    <message>
        <source>No device is assigned to it.</source>
        <translation>Nie ma przydzielonych urządzeń.</translation>
    </message>
    <message>
        <source>No earlier state is kept, and no backup known here has it.</source>
        <translation>Nie zachowano wcześniejszego stanu i nie ma go żadna znana tu kopia.</translation>
    </message>
    <message numerus="yes">
        <source>template of %n qube(s)</source>
        <translation>
            <numerusform>szablon %n qube’a</numerusform>
            <numerusform>szablon %n qube’ów</numerusform>
            <numerusform>szablon %n qube’ów</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>gives network to %n qube(s)</source>
        <translation>
            <numerusform>daje sieć %n qube’owi</numerusform>
            <numerusform>daje sieć %n qube’om</numerusform>
            <numerusform>daje sieć %n qube’om</numerusform>
        </translation>
    </message>
    <message>
        <source>can give network</source>
        <translation>może dawać sieć</translation>
    </message>
    <message>
        <source>template for disposables</source>
        <translation>szablon jednorazowych</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stan</translation>
    </message>
    <message>
        <source>From the next start on: {template}</source>
        <translation>Od następnego uruchomienia: {template}</translation>
    </message>
    <message>
        <source>Keep the present template at the next start, too</source>
        <translation>Zachowaj obecny szablon także przy następnym uruchomieniu</translation>
    </message>
    <message>
        <source>&amp;Withdraw</source>
        <translation>&amp;Wycofaj</translation>
    </message>
    <message>
        <source>Its volume {volume} cannot be used: {reason}</source>
        <translation>Jego woluminu {volume} nie można użyć: {reason}</translation>
    </message>
</context>
<context>
    <name>Devices</name>
    <message>
        <source>PCI</source>
        <translation>PCI</translation>
    </message>
    <message>
        <source>USB</source>
        <translation>USB</translation>
    </message>
    <message>
        <source>disk</source>
        <translation>dysk</translation>
    </message>
    <message>
        <source>microphone</source>
        <translation>mikrofon</translation>
    </message>
    <message>
        <source>camera</source>
        <translation>kamera</translation>
    </message>
    <message>
        <source>at start, required</source>
        <translation>na starcie, wymagane</translation>
    </message>
    <message>
        <source>at start</source>
        <translation>na starcie</translation>
    </message>
    <message>
        <source>after asking</source>
        <translation>po zapytaniu</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>ręcznie</translation>
    </message>
</context>
<context>
    <name>DevicesModel</name>
    <message>
        <source>Kind</source>
        <translation>Rodzaj</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Urządzenie</translation>
    </message>
    <message>
        <source>Attached</source>
        <translation>Podłączane</translation>
    </message>
</context>
<context>
    <name>DevicesPage</name>
    <message>
        <source>Devices of other qubes that this one may use.</source>
        <translation>Urządzenia innych qube’ów, których ten może używać.</translation>
    </message>
    <message>
        <source>Assigned devices</source>
        <translation>Przydzielone urządzenia</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Usuń</translation>
    </message>
    <message>
        <source>&amp;Attach</source>
        <translation>P&amp;odłączanie</translation>
    </message>
    <message>
        <source>Another device</source>
        <translation>Inne urządzenie</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>&amp;Rodzaj</translation>
    </message>
    <message>
        <source>&amp;Device</source>
        <translation>&amp;Urządzenie</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Urządzenie</translation>
    </message>
    <message>
        <source>&amp;Devices</source>
        <translation>&amp;Urządzenia</translation>
    </message>
    <message>
        <source>Device {name}: no longer assigned</source>
        <translation>Urządzenie {name}: już nieprzydzielone</translation>
    </message>
    <message>
        <source>Device {name}: assigned</source>
        <translation>Urządzenie {name}: przydzielone</translation>
    </message>
    <message>
        <source>Device {name}: {mode}</source>
        <translation>Urządzenie {name}: {mode}</translation>
    </message>
    <message>
        <source>A device is the qube that has it, a colon and its port: sys-usb:1-2</source>
        <translation>Urządzenie to qube, który je ma, dwukropek i port: sys-usb:1-2</translation>
    </message>
    <message>
        <source>It is assigned already.</source>
        <translation>Jest już przydzielone.</translation>
    </message>
    <message>
        <source>Assi&amp;gn</source>
        <translation>&amp;Przypisz</translation>
    </message>
    <message>
        <source>No device of another qube is assigned.</source>
        <translation>Nie przypisano urządzenia innego qube’a.</translation>
    </message>
    <message>
        <source>No running qube offers one of that kind.</source>
        <translation>Żaden działający qube takiego nie oferuje.</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>qubesd and this program did not understand each other.</source>
        <translation>qubesd i ten program się nie zrozumiały.</translation>
    </message>
    <message>
        <source>qubesd refused this; nothing was changed.</source>
        <translation>qubesd tego odmówił; nic nie zmieniono.</translation>
    </message>
    <message>
        <source>Something went wrong inside Qube Manager. The log has the details.</source>
        <translation>Coś się nie udało w programie Qube Manager. Szczegóły są w dzienniku.</translation>
    </message>
    <message>
        <source>qubesd does not answer. Try again when it is back.</source>
        <translation>qubesd nie odpowiada. Spróbuj ponownie, gdy wróci.</translation>
    </message>
    <message>
        <source>qubesd went away before it answered: what it was asked for may have been done, or not. Look again when it is back.</source>
        <translation>qubesd zniknął, zanim odpowiedział: to, o co go proszono, mogło zostać zrobione albo nie. Sprawdź ponownie, gdy wróci.</translation>
    </message>
    <message>
        <source>Your qubes cannot be kept in {folder}</source>
        <translation>Qube’ów nie można przechowywać w {folder}</translation>
    </message>
    <message>
        <source>Put that right, or start the program with another folder: --home FOLDER</source>
        <translation>Napraw to albo uruchom program z innym folderem: --home FOLDER</translation>
    </message>
</context>
<context>
    <name>Extras</name>
    <message>
        <source>Service</source>
        <translation>Usługa</translation>
    </message>
    <message>
        <source>Feature</source>
        <translation>Cecha</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Znacznik</translation>
    </message>
</context>
<context>
    <name>ExtrasModel</name>
    <message>
        <source>Kind</source>
        <translation>Rodzaj</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nazwa</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wartość</translation>
    </message>
    <message>
        <source>on</source>
        <translation>wł.</translation>
    </message>
    <message>
        <source>off</source>
        <translation>wył.</translation>
    </message>
</context>
<context>
    <name>FacetBar</name>
    <message>
        <source>Kind:</source>
        <translation>Rodzaj:</translation>
    </message>
    <message>
        <source>State:</source>
        <translation>Stan:</translation>
    </message>
    <message>
        <source>C&amp;lear</source>
        <translation>&amp;Wyczyść</translation>
    </message>
    <message>
        <source>Show all qubes again</source>
        <translation>Pokaż znów wszystkie qube’y</translation>
    </message>
    <message>
        <source>They run on an older state of their template; restart them</source>
        <translation>Działają na starszym stanie szablonu; uruchom je ponownie</translation>
    </message>
    <message numerus="yes">
        <source>%n qube(s)</source>
        <translation>
            <numerusform>%n qube</numerusform>
            <numerusform>%n qube’y</numerusform>
            <numerusform>%n qube’ów</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{shown} of %n qube(s)</source>
        <translation>
            <numerusform>{shown} z %n qube’a</numerusform>
            <numerusform>{shown} z %n qube’ów</numerusform>
            <numerusform>{shown} z %n qube’ów</numerusform>
        </translation>
    </message>
    <message>
        <source>Their data is in no backup of the last 30 days, or a volume cannot be used</source>
        <translation>Ich danych nie ma w żadnej kopii z ostatnich 30 dni albo wolumin jest nie do użycia</translation>
    </message>
</context>
<context>
    <name>FeaturesModel</name>
    <message>
        <source>Name</source>
        <translation>Nazwa</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wartość</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>(puste)</translation>
    </message>
    <message>
        <source>tag</source>
        <translation>znacznik</translation>
    </message>
</context>
<context>
    <name>FillBar</name>
    <message>
        <source>size not known</source>
        <translation>rozmiar nieznany</translation>
    </message>
    <message>
        <source>{percent} % full</source>
        <translation>zapełnienie {percent} %</translation>
    </message>
    <message>
        <source>{figures}: nearly full</source>
        <translation>{figures}: prawie pełna</translation>
    </message>
</context>
<context>
    <name>Firewall</name>
    <message>
        <source>That is no host, no address and no network.</source>
        <translation>To nie jest host, adres ani sieć.</translation>
    </message>
    <message>
        <source>Ports are 443, or 8000-8080.</source>
        <translation>Porty to 443 albo 8000-8080.</translation>
    </message>
    <message>
        <source>Ports need the protocol TCP or UDP.</source>
        <translation>Porty wymagają protokołu TCP lub UDP.</translation>
    </message>
    <message>
        <source>The type of ICMP is a number up to 255.</source>
        <translation>Typ ICMP to liczba do 255.</translation>
    </message>
    <message>
        <source>The comment has a character that cannot be kept.</source>
        <translation>Komentarz ma znak, którego nie można zachować.</translation>
    </message>
    <message>
        <source>Its time is over.</source>
        <translation>Jej czas minął.</translation>
    </message>
</context>
<context>
    <name>FirewallPage</name>
    <message>
        <source>The first rule that fits a connection decides. What no rule fits is dropped.</source>
        <translation>Decyduje pierwsza reguła pasująca do połączenia. Co nie pasuje do żadnej, jest odrzucane.</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Reguły</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Dodaj</translation>
    </message>
    <message>
        <source>Add a rule after the selected one</source>
        <translation>Dodaj regułę po zaznaczonej</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Usuń</translation>
    </message>
    <message>
        <source>Remove the selected rule</source>
        <translation>Usuń zaznaczoną regułę</translation>
    </message>
    <message>
        <source>Move it up</source>
        <translation>W górę</translation>
    </message>
    <message>
        <source>Move the rule up</source>
        <translation>Przesuń regułę w górę</translation>
    </message>
    <message>
        <source>Move it down</source>
        <translation>W dół</translation>
    </message>
    <message>
        <source>Move the rule down</source>
        <translation>Przesuń regułę w dół</translation>
    </message>
    <message>
        <source>The selected rule</source>
        <translation>Zaznaczona reguła</translation>
    </message>
    <message>
        <source>A&amp;ction</source>
        <translation>&amp;Akcja</translation>
    </message>
    <message>
        <source>&amp;To</source>
        <translation>&amp;Do</translation>
    </message>
    <message>
        <source>everywhere; or example.com, 192.0.2.0/24, 2001:db8::1</source>
        <translation>wszędzie; lub example.com, 192.0.2.0/24, 2001:db8::1</translation>
    </message>
    <message>
        <source>&amp;Protocol</source>
        <translation>&amp;Protokół</translation>
    </message>
    <message>
        <source>P&amp;orts</source>
        <translation>P&amp;orty</translation>
    </message>
    <message>
        <source>all; or 443, 8000-8080</source>
        <translation>wszystkie; lub 443, 8000-8080</translation>
    </message>
    <message>
        <source>U&amp;ntil</source>
        <translation>&amp;Do</translation>
    </message>
    <message>
        <source>Co&amp;mment</source>
        <translation>Ko&amp;mentarz</translation>
    </message>
    <message>
        <source>Allow &amp;everything</source>
        <translation>&amp;Zezwól na wszystko</translation>
    </message>
    <message>
        <source>Drop e&amp;verything</source>
        <translation>Odrzuć &amp;wszystko</translation>
    </message>
    <message>
        <source>accept</source>
        <translation>przyjmij</translation>
    </message>
    <message>
        <source>drop</source>
        <translation>odrzuć</translation>
    </message>
    <message>
        <source>any</source>
        <translation>dowolny</translation>
    </message>
    <message>
        <source>&amp;Firewall</source>
        <translation>Zapo&amp;ra</translation>
    </message>
    <message>
        <source>Rule {number}: {flaw}</source>
        <translation>Reguła {number}: {flaw}</translation>
    </message>
    <message>
        <source>Firewall</source>
        <translation>Zapora</translation>
    </message>
    <message>
        <source>for ever</source>
        <translation>na zawsze</translation>
    </message>
    <message>
        <source>{duration} from now</source>
        <translation>za {duration}</translation>
    </message>
    <message>
        <source>The firewall rules were changed elsewhere as well. Which ones shall it be?</source>
        <translation>Reguły zapory zmieniono też gdzie indziej. Które mają obowiązywać?</translation>
    </message>
    <message>
        <source>Those from elsewhere:</source>
        <translation>Te z innego miejsca:</translation>
    </message>
    <message>
        <source>&amp;Mine</source>
        <translation>&amp;Moje</translation>
    </message>
    <message>
        <source>Those from &amp;elsewhere</source>
        <translation>T&amp;e z innego miejsca</translation>
    </message>
    <message>
        <source>Firewall, no longer: {rule}</source>
        <translation>Zapora, już nie: {rule}</translation>
    </message>
    <message>
        <source>Firewall, new: {rule}</source>
        <translation>Zapora, nowa: {rule}</translation>
    </message>
    <message>
        <source>Firewall: the rules in another order</source>
        <translation>Zapora: reguły w innej kolejności</translation>
    </message>
    <message>
        <source>Firewall: the rules were changed elsewhere meanwhile</source>
        <translation>Zapora: reguły zmieniono tymczasem gdzie indziej</translation>
    </message>
</context>
<context>
    <name>FirstRunDialog</name>
    <message>
        <source>There are no qubes yet. A store for them will be made in
{home}
It belongs to you alone, needs no administrator, and nothing outside it changes.</source>
        <translation>Nie ma jeszcze qube’ów. Magazyn dla nich powstanie w
{home}
Należy tylko do ciebie, nie wymaga administratora i nic poza nim się nie zmienia.</translation>
    </message>
    <message>
        <source>Copies are made at once and take no space on this file system.</source>
        <translation>Kopie powstają od razu i na tym systemie plików nie zajmują miejsca.</translation>
    </message>
    <message>
        <source>Works on every file system; on this one a copy takes time and space.</source>
        <translation>Działa na każdym systemie plików; na tym kopia zabiera czas i miejsce.</translation>
    </message>
    <message>
        <source>{choice} – recommended here</source>
        <translation>{choice} – tu zalecane</translation>
    </message>
    <message>
        <source>Qube Manager</source>
        <translation>Qube Manager</translation>
    </message>
    <message>
        <source>Welcome to Qube Manager</source>
        <translation>Witaj w programie Qube Manager</translation>
    </message>
    <message>
        <source>How shall the disks of qubes be kept?</source>
        <translation>Jak przechowywać dyski qube’ów?</translation>
    </message>
    <message>
        <source>&amp;Shared files (file-reflink)</source>
        <translation>Pliki w&amp;spółdzielone (file-reflink)</translation>
    </message>
    <message>
        <source>&amp;Layered files (file)</source>
        <translation>Pliki &amp;warstwowe (file)</translation>
    </message>
    <message>
        <source>&amp;Create</source>
        <translation>&amp;Utwórz</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>Za&amp;kończ</translation>
    </message>
    <message>
        <source>The older layout: what a qube changes is laid over its template while it runs (device-mapper).</source>
        <translation>Starszy układ: to, co qube zmienia, leży na jego szablonie w czasie działania (device-mapper).</translation>
    </message>
    <message>
        <source>The older layout. Here it can keep qubes, but not run those that share a template: that takes the administrator and disks in layers (root, device-mapper).</source>
        <translation>Starszy układ. Tutaj może przechowywać qube’y, ale nie uruchamiać tych, które mają wspólny szablon: to wymaga administratora i dysków w warstwach (root, device-mapper).</translation>
    </message>
    <message>
        <source>Files here can share what they have in common (reflinks), so that copies and earlier states cost next to nothing.</source>
        <translation>Pliki mogą tu współdzielić to, co wspólne (reflinki), więc kopie i wcześniejsze stany prawie nic nie kosztują.</translation>
    </message>
    <message>
        <source>Files here cannot share what they have in common (no reflinks). Layered files need no copies, but keep only one earlier state; shared files would be copied whole at every start and backup.</source>
        <translation>Pliki nie mogą tu współdzielić tego, co wspólne (brak reflinków). Pliki warstwowe nie wymagają kopii, ale zachowują tylko jeden wcześniejszy stan; pliki współdzielone byłyby kopiowane w całości przy każdym uruchomieniu i kopii.</translation>
    </message>
    <message>
        <source>Files here cannot share what they have in common (no reflinks), so whole disks are copied at every start. A folder on btrfs, or on XFS with reflinks, would spare that.</source>
        <translation>Pliki nie mogą tu współdzielić tego, co wspólne (brak reflinków), więc przy każdym uruchomieniu kopiowane są całe dyski. Folder na btrfs albo na XFS z reflinkami by tego oszczędził.</translation>
    </message>
    <message>
        <source>Making the store: its folders, its pools, and an empty list of qubes…</source>
        <translation>Tworzenie magazynu: jego folderów, pul i pustej listy qube’ów…</translation>
    </message>
    <message>
        <source>Stopping, and removing what is half made…</source>
        <translation>Zatrzymywanie i usuwanie tego, co w połowie gotowe…</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>W toku</translation>
    </message>
    <message>
        <source>No store was made. {reason}
Put that right and press Create again, or quit and choose a folder: --home FOLDER</source>
        <translation>Nie utworzono magazynu. {reason}
Usuń tę przyczynę i naciśnij ponownie „Utwórz” albo zakończ i wybierz folder: --home FOLDER</translation>
    </message>
</context>
<context>
    <name>GlobalSettingsDialog</name>
    <message>
        <source>Global settings</source>
        <translation>Ustawienia globalne</translation>
    </message>
    <message>
        <source>Settings of all qubes</source>
        <translation>Ustawienia wszystkich qube’ów</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ustawienia</translation>
    </message>
    <message>
        <source>New qubes, and qubes that follow the default</source>
        <translation>Nowe qube’y i te, które idą za wartością domyślną</translation>
    </message>
    <message>
        <source>&amp;Template</source>
        <translation>S&amp;zablon</translation>
    </message>
    <message>
        <source>&amp;Net qube</source>
        <translation>Qube &amp;sieciowy</translation>
    </message>
    <message>
        <source>&amp;Disposables from</source>
        <translation>Je&amp;dnorazowe z</translation>
    </message>
    <message>
        <source>&amp;Kernel</source>
        <translation>&amp;Jądro</translation>
    </message>
    <message>
        <source>The system itself</source>
        <translation>Sam system</translation>
    </message>
    <message>
        <source>&amp;Updates come through</source>
        <translation>Akt&amp;ualizacje przychodzą przez</translation>
    </message>
    <message>
        <source>The ti&amp;me comes from</source>
        <translation>&amp;Czas pochodzi z</translation>
    </message>
    <message>
        <source>Qubes are m&amp;anaged by disposables from</source>
        <translation>Qube’ami z&amp;arządzają jednorazowe z</translation>
    </message>
    <message>
        <source>Where new volumes go</source>
        <translation>Gdzie trafiają nowe woluminy</translation>
    </message>
    <message>
        <source>Po&amp;ol</source>
        <translation>Pu&amp;la</translation>
    </message>
    <message>
        <source>&amp;Root volumes</source>
        <translation>Woluminy &amp;główne</translation>
    </message>
    <message>
        <source>&amp;Private volumes</source>
        <translation>Woluminy &amp;prywatne</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>Cierpliwość</translation>
    </message>
    <message>
        <source>Seconds to wait for a &amp;start</source>
        <translation>Sekundy oczekiwania na &amp;start</translation>
    </message>
    <message>
        <source>Seconds to wait for a s&amp;hutdown</source>
        <translation>Sekundy oczekiwania na &amp;wyłączenie</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Zamknij</translation>
    </message>
    <message>
        <source>Applied.</source>
        <translation>Zastosowano.</translation>
    </message>
    <message>
        <source>T&amp;emporary volumes</source>
        <translation>Woluminy tymczasow&amp;e</translation>
    </message>
    <message>
        <source>Appl&amp;y</source>
        <translation>&amp;Zastosuj</translation>
    </message>
    <message>
        <source>It was changed elsewhere just now. Look at the changes, then apply them.</source>
        <translation>Właśnie zmieniono to gdzie indziej. Obejrzyj zmiany, a potem je zastosuj.</translation>
    </message>
</context>
<context>
    <name>Headline</name>
    <message>
        <source>Cancelled: {result}</source>
        <translation>Anulowano: {result}</translation>
    </message>
    <message>
        <source>Nothing was done</source>
        <translation>Nic nie zrobiono</translation>
    </message>
    <message>
        <source>it was not reached</source>
        <translation>nie doszło do niego</translation>
    </message>
    <message>
        <source>{result}; {qube} was not, because: {reason}.</source>
        <translation>{result}; {qube} nie, bo: {reason}.</translation>
    </message>
    <message>
        <source>{names} and {count} more</source>
        <translation>{names} i {count} więcej</translation>
    </message>
    <message>
        <source>{result}; not: {names}. The reasons are beside them.</source>
        <translation>{result}; bez: {names}. Powody są obok.</translation>
    </message>
    <message>
        <source>{result}; not with all that they had: {names}. The rest is beside them.</source>
        <translation>{result}; nie ze wszystkim, co miały: {names}. Reszta jest obok.</translation>
    </message>
    <message>
        <source>{result}, and the files of dom0&apos;s user</source>
        <translation>{result} oraz pliki użytkownika dom0</translation>
    </message>
    <message>
        <source>The files of dom0&apos;s user: {result}</source>
        <translation>Pliki użytkownika dom0: {result}</translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n qube(s) saved</source>
        <translation>
            <numerusform>Zapisano {done} z %n qube’a</numerusform>
            <numerusform>Zapisano {done} z %n qube’ów</numerusform>
            <numerusform>Zapisano {done} z %n qube’ów</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n qube(s) restored</source>
        <translation>
            <numerusform>Przywrócono {done} z %n qube’a</numerusform>
            <numerusform>Przywrócono {done} z %n qube’ów</numerusform>
            <numerusform>Przywrócono {done} z %n qube’ów</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n qube(s) verified</source>
        <translation>
            <numerusform>Sprawdzono {done} z %n qube’a</numerusform>
            <numerusform>Sprawdzono {done} z %n qube’ów</numerusform>
            <numerusform>Sprawdzono {done} z %n qube’ów</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JobBar</name>
    <message>
        <source>Progress of the job</source>
        <translation>Postęp zadania</translation>
    </message>
    <message>
        <source>Sho&amp;w</source>
        <translation>Po&amp;każ</translation>
    </message>
    <message>
        <source>Cance&amp;l</source>
        <translation>A&amp;nuluj</translation>
    </message>
    <message>
        <source>&amp;Dismiss</source>
        <translation>&amp;Ukryj</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>cancelling…</source>
        <translation>anulowanie…</translation>
    </message>
</context>
<context>
    <name>JobWizard</name>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Anuluj</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Zamknij</translation>
    </message>
    <message>
        <source>{job} goes on; the line at the bottom shows it.</source>
        <translation>{job} trwa dalej; pokazuje to wiersz na dole.</translation>
    </message>
</context>
<context>
    <name>LeaveQuestion</name>
    <message>
        <source>{job} is not finished.</source>
        <translation>{job}: nieukończone.</translation>
    </message>
    <message>
        <source>&amp;Cancel it and close</source>
        <translation>&amp;Anuluj ją i zamknij</translation>
    </message>
    <message>
        <source>&amp;Keep the window open</source>
        <translation>&amp;Pozostaw okno otwarte</translation>
    </message>
    <message>
        <source>Close and &amp;let it run</source>
        <translation>Zamknij i niech &amp;trwa</translation>
    </message>
    <message>
        <source>It can go on without a window; you are told when it has ended. If it is cancelled, what is half made is removed, and what is complete stays.</source>
        <translation>Może trwać bez okna; dowiesz się, gdy się skończy. Po anulowaniu to, co w połowie gotowe, zostanie usunięte, a to, co gotowe, pozostanie.</translation>
    </message>
</context>
<context>
    <name>LogWindow</name>
    <message>
        <source>It is in the journal: journalctl -u qubesd</source>
        <translation>Jest w dzienniku systemu: journalctl -u qubesd</translation>
    </message>
    <message>
        <source>qubesd has written nothing yet.</source>
        <translation>qubesd jeszcze nic nie zapisał.</translation>
    </message>
    <message>
        <source>Show lines with…</source>
        <translation>Pokaż wiersze z…</translation>
    </message>
    <message>
        <source>Show lines with</source>
        <translation>Pokaż wiersze z</translation>
    </message>
    <message>
        <source>&amp;Reload</source>
        <translation>&amp;Wczytaj ponownie</translation>
    </message>
    <message>
        <source>C&amp;opy</source>
        <translation>K&amp;opiuj</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Dziennik</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Zamknij</translation>
    </message>
    <message>
        <source>Errors inside Qube Manager</source>
        <translation>Błędy wewnątrz Qube Managera</translation>
    </message>
    <message>
        <source>There has been none.</source>
        <translation>Nie było żadnych.</translation>
    </message>
</context>
<context>
    <name>ManagerWindow</name>
    <message>
        <source>Qube Manager</source>
        <translation>Qube Manager</translation>
    </message>
    <message>
        <source>Asking qubesd for its qubes…</source>
        <translation>Pytanie qubesd o jego qube’y…</translation>
    </message>
    <message>
        <source>&amp;Reconnect</source>
        <translation>Połącz &amp;ponownie</translation>
    </message>
    <message>
        <source>No qubes yet</source>
        <translation>Nie ma jeszcze qube’ów</translation>
    </message>
    <message>
        <source>Make the first one, or bring qubes back from a Qubes backup.</source>
        <translation>Utwórz pierwszy albo odzyskaj qube’y z kopii Qubes.</translation>
    </message>
    <message>
        <source>&amp;New qube…</source>
        <translation>&amp;Nowy qube…</translation>
    </message>
    <message>
        <source>&amp;Restore a backup…</source>
        <translation>&amp;Przywróć kopię zapasową…</translation>
    </message>
    <message>
        <source>Qubes</source>
        <translation>Qube’y</translation>
    </message>
    <message>
        <source>Qubes as a tree</source>
        <translation>Qube’y jako drzewo</translation>
    </message>
    <message>
        <source>No qube matches</source>
        <translation>Żaden qube nie pasuje</translation>
    </message>
    <message>
        <source>Show &amp;all qubes</source>
        <translation>Pokaż &amp;wszystkie qube’y</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Narzędzia</translation>
    </message>
    <message>
        <source>Make a new qube (Ctrl+N)</source>
        <translation>Utwórz nowy qube (Ctrl+N)</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nowy</translation>
    </message>
    <message>
        <source>Ctrl+N</source>
        <translation>Ctrl+N</translation>
    </message>
    <message>
        <source>Bring qubes back from a backup archive (Ctrl+R)</source>
        <translation>Odzyskaj qube’y z archiwum kopii zapasowej (Ctrl+R)</translation>
    </message>
    <message>
        <source>&amp;Restore backup…</source>
        <translation>P&amp;rzywróć kopię…</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Przywróć</translation>
    </message>
    <message>
        <source>Ctrl+R</source>
        <translation>Ctrl+R</translation>
    </message>
    <message>
        <source>Save qubes to an encrypted archive (Ctrl+B)</source>
        <translation>Zapisz qube’y do zaszyfrowanego archiwum (Ctrl+B)</translation>
    </message>
    <message>
        <source>&amp;Back up…</source>
        <translation>Kopia &amp;zapasowa…</translation>
    </message>
    <message>
        <source>Back up</source>
        <translation>Kopia</translation>
    </message>
    <message>
        <source>Ctrl+B</source>
        <translation>Ctrl+B</translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <translation>Us&amp;tawienia…</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ustawienia</translation>
    </message>
    <message>
        <source>Ctrl+E</source>
        <translation>Ctrl+E</translation>
    </message>
    <message>
        <source>C&amp;lone…</source>
        <translation>K&amp;lonuj…</translation>
    </message>
    <message>
        <source>Ctrl+D</source>
        <translation>Ctrl+D</translation>
    </message>
    <message>
        <source>&amp;Rename…</source>
        <translation>Zmień nazw&amp;ę…</translation>
    </message>
    <message>
        <source>F2</source>
        <translation>F2</translation>
    </message>
    <message>
        <source>Re&amp;move…</source>
        <translation>Us&amp;uń…</translation>
    </message>
    <message>
        <source>Remove the selected qubes (Del)</source>
        <translation>Usuń zaznaczone qube’y (Del)</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Del</translation>
    </message>
    <message>
        <source>St&amp;art</source>
        <translation>U&amp;ruchom</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Uruchom</translation>
    </message>
    <message>
        <source>Ctrl+Return</source>
        <translation>Ctrl+Return</translation>
    </message>
    <message>
        <source>Shut &amp;down</source>
        <translation>W&amp;yłącz</translation>
    </message>
    <message>
        <source>Shut down</source>
        <translation>Wyłącz</translation>
    </message>
    <message>
        <source>Ctrl+K</source>
        <translation>Ctrl+K</translation>
    </message>
    <message>
        <source>R&amp;estart</source>
        <translation>Uruchom &amp;ponownie</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>W&amp;strzymaj</translation>
    </message>
    <message>
        <source>&amp;Unpause</source>
        <translation>&amp;Wznów</translation>
    </message>
    <message>
        <source>&amp;Kill…</source>
        <translation>Za&amp;bij…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+K</source>
        <translation>Ctrl+Shift+K</translation>
    </message>
    <message>
        <source>C&amp;onsole</source>
        <translation>K&amp;onsola</translation>
    </message>
    <message>
        <source>Change &amp;several…</source>
        <translation>Z&amp;mień kilka…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+E</source>
        <translation>Ctrl+Shift+E</translation>
    </message>
    <message>
        <source>Verif&amp;y a backup…</source>
        <translation>Sprawdź &amp;kopię zapasową…</translation>
    </message>
    <message>
        <source>&amp;Pools and volumes…</source>
        <translation>&amp;Pule i woluminy…</translation>
    </message>
    <message>
        <source>Ctrl+P</source>
        <translation>Ctrl+P</translation>
    </message>
    <message>
        <source>&amp;Global settings…</source>
        <translation>Ustawienia &amp;globalne…</translation>
    </message>
    <message>
        <source>&amp;Switch templates…</source>
        <translation>Z&amp;mień szablony…</translation>
    </message>
    <message>
        <source>L&amp;og…</source>
        <translation>&amp;Dziennik…</translation>
    </message>
    <message>
        <source>&amp;About Qube Manager</source>
        <translation>&amp;O programie Qube Manager</translation>
    </message>
    <message>
        <source>&amp;List</source>
        <translation>&amp;Lista</translation>
    </message>
    <message>
        <source>Ctrl+1</source>
        <translation>Ctrl+1</translation>
    </message>
    <message>
        <source>Tree by &amp;net qube</source>
        <translation>Drzewo według &amp;sieci</translation>
    </message>
    <message>
        <source>Ctrl+2</source>
        <translation>Ctrl+2</translation>
    </message>
    <message>
        <source>Tree by &amp;template</source>
        <translation>Drzewo według s&amp;zablonów</translation>
    </message>
    <message>
        <source>Ctrl+3</source>
        <translation>Ctrl+3</translation>
    </message>
    <message>
        <source>Earl&amp;ier states…</source>
        <translation>Wcz&amp;eśniejsze stany…</translation>
    </message>
    <message>
        <source>Ctrl+H</source>
        <translation>Ctrl+H</translation>
    </message>
    <message>
        <source>qubesd does not answer. The list shows what was known last; changes wait until it is back.</source>
        <translation>qubesd nie odpowiada. Lista pokazuje ostatni znany stan; zmiany czekają na jego powrót.</translation>
    </message>
    <message>
        <source>qubesd does not answer</source>
        <translation>qubesd nie odpowiada</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>More: views, pools, settings of all qubes (F10)</source>
        <translation>Więcej: widoki, pule, ustawienia wszystkich qube’ów (F10)</translation>
    </message>
    <message>
        <source>{store} — Qube Manager</source>
        <translation>{store} — Qube Manager</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>W toku</translation>
    </message>
    <message>
        <source>&amp;What would free space?</source>
        <translation>&amp;Co zwolniłoby miejsce?</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Spróbuj ponownie</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;Views</source>
        <translation>&amp;Widoki</translation>
    </message>
    <message>
        <source>&amp;Columns</source>
        <translation>&amp;Kolumny</translation>
    </message>
</context>
<context>
    <name>NameDialog</name>
    <message>
        <source>New &amp;name</source>
        <translation>Nowa &amp;nazwa</translation>
    </message>
    <message>
        <source>New name</source>
        <translation>Nowa nazwa</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>W toku</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Anuluj</translation>
    </message>
</context>
<context>
    <name>NameRule</name>
    <message>
        <source>Type a name for the qube.</source>
        <translation>Wpisz nazwę qube’a.</translation>
    </message>
    <message>
        <source>A name begins with a letter from A to Z.</source>
        <translation>Nazwa zaczyna się od litery od A do Z.</translation>
    </message>
    <message>
        <source>A name has at most 31 characters.</source>
        <translation>Nazwa ma najwyżej 31 znaków.</translation>
    </message>
    <message>
        <source>A name has letters, digits, “-”, “_” and “.” only; some are reserved.</source>
        <translation>Nazwa ma tylko litery, cyfry, „-”, „_” i „.”; niektóre są zastrzeżone.</translation>
    </message>
    <message>
        <source>There is a qube of that name already.</source>
        <translation>Jest już qube o tej nazwie.</translation>
    </message>
</context>
<context>
    <name>NetChain</name>
    <message>
        <source>network</source>
        <translation>sieć</translation>
    </message>
    <message>
        <source>no network</source>
        <translation>bez sieci</translation>
    </message>
</context>
<context>
    <name>NewQubeDialog</name>
    <message>
        <source>Keeps its own files; programs come from a template.</source>
        <translation>Przechowuje własne pliki; programy pochodzą z szablonu.</translation>
    </message>
    <message>
        <source>A whole system of its own, empty at first.</source>
        <translation>Cały własny system, na początku pusty.</translation>
    </message>
    <message>
        <source>Programs for other qubes, empty at first.</source>
        <translation>Programy dla innych qube’ów, na początku pusty.</translation>
    </message>
    <message>
        <source>Forgets everything when it is shut down.</source>
        <translation>Zapomina wszystko przy wyłączeniu.</translation>
    </message>
    <message>
        <source>App qube (AppVM)</source>
        <translation>Qube aplikacji (AppVM)</translation>
    </message>
    <message>
        <source>Standalone qube (StandaloneVM)</source>
        <translation>Qube samodzielny (StandaloneVM)</translation>
    </message>
    <message>
        <source>Template (TemplateVM)</source>
        <translation>Szablon (TemplateVM)</translation>
    </message>
    <message>
        <source>Named disposable (DispVM)</source>
        <translation>Nazwany jednorazowy (DispVM)</translation>
    </message>
    <message>
        <source>No app qube here is a template for disposables.</source>
        <translation>Żaden qube aplikacji nie jest tu szablonem jednorazowych.</translation>
    </message>
    <message>
        <source>There is no template yet. Restore one, or make an empty one first.</source>
        <translation>Nie ma jeszcze szablonu. Przywróć jakiś albo utwórz najpierw pusty.</translation>
    </message>
    <message>
        <source>Default pool</source>
        <translation>Domyślna pula</translation>
    </message>
    <message>
        <source>{pool} ({size} free)</source>
        <translation>{pool} (wolne {size})</translation>
    </message>
    <message>
        <source>New qube</source>
        <translation>Nowy qube</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nazwa</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>&amp;Rodzaj</translation>
    </message>
    <message>
        <source>&amp;Template</source>
        <translation>S&amp;zablon</translation>
    </message>
    <message>
        <source>&amp;Label</source>
        <translation>&amp;Etykieta</translation>
    </message>
    <message>
        <source>Storage &amp;pool</source>
        <translation>&amp;Pula</translation>
    </message>
    <message>
        <source>&amp;Make qube</source>
        <translation>&amp;Utwórz qube</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Anuluj</translation>
    </message>
    <message>
        <source>Disk image</source>
        <translation>Obraz dysku</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Szablon</translation>
    </message>
    <message>
        <source>Disk &amp;image</source>
        <translation>&amp;Obraz dysku</translation>
    </message>
    <message>
        <source>none: an empty template; or a cloud image</source>
        <translation>brak: pusty szablon; albo obraz chmurowy</translation>
    </message>
    <message>
        <source>Choose a disk image</source>
        <translation>Wybierz obraz dysku</translation>
    </message>
    <message>
        <source>Progress of the import</source>
        <translation>Postęp importu</translation>
    </message>
</context>
<context>
    <name>Outcome</name>
    <message>
        <source>Waiting</source>
        <translation>Czeka</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>W toku</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Zapisane</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Zapisano</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>Przywrócono</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Sprawdzono</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Pominięto</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Nieudane</translation>
    </message>
</context>
<context>
    <name>PassphraseEdit</name>
    <message>
        <source>Show the passphrase</source>
        <translation>Pokaż hasło</translation>
    </message>
    <message>
        <source>Hide the passphrase</source>
        <translation>Ukryj hasło</translation>
    </message>
</context>
<context>
    <name>PassphrasePage</name>
    <message>
        <source>&amp;Passphrase</source>
        <translation>&amp;Hasło</translation>
    </message>
    <message>
        <source>Once &amp;more</source>
        <translation>&amp;Jeszcze raz</translation>
    </message>
    <message>
        <source>&amp;Show what I type</source>
        <translation>Pokaż, co wpi&amp;suję</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Siła</translation>
    </message>
    <message>
        <source>Strength of the passphrase</source>
        <translation>Siła hasła</translation>
    </message>
    <message>
        <source>Write it down and keep it apart from the backup. Without it nobody can open the archive: there is no second key and no way to reset it.</source>
        <translation>Zapisz je i trzymaj z dala od kopii. Bez niego nikt nie otworzy archiwum: nie ma drugiego klucza ani resetu.</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Opcje</translation>
    </message>
    <message>
        <source>&amp;Compression</source>
        <translation>&amp;Kompresja</translation>
    </message>
    <message>
        <source>&amp;Read the archive back afterwards and verify it</source>
        <translation>Potem odczytaj a&amp;rchiwum i sprawdź je</translation>
    </message>
    <message>
        <source>&amp;Emergency sheet: how to get the data back without this program</source>
        <translation>Karta &amp;awaryjna: jak odzyskać dane bez tego programu</translation>
    </message>
    <message>
        <source>gzip: every system can restore it</source>
        <translation>gzip: przywróci ją każdy system</translation>
    </message>
    <message>
        <source>zstd: faster and smaller; the other side needs it as well</source>
        <translation>zstd: szybszy i mniejszy; druga strona też go potrzebuje</translation>
    </message>
    <message>
        <source>xz: smallest, slow</source>
        <translation>xz: najmniejszy, wolny</translation>
    </message>
    <message>
        <source>none</source>
        <translation>brak</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Hasło</translation>
    </message>
    <message>
        <source>Which passphrase shall protect it?</source>
        <translation>Jakie hasło ma ją chronić?</translation>
    </message>
    <message>
        <source>Type a passphrase.</source>
        <translation>Wpisz hasło.</translation>
    </message>
    <message>
        <source>It has a character that the restore could not be given.</source>
        <translation>Ma znak, którego nie dałoby się podać przy przywracaniu.</translation>
    </message>
    <message>
        <source>It is too long: at most 1,500 bytes.</source>
        <translation>Jest za długie: najwyżej 1500 bajtów.</translation>
    </message>
    <message>
        <source>Type it once more.</source>
        <translation>Wpisz je jeszcze raz.</translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <translation>Te dwa nie są takie same.</translation>
    </message>
    <message>
        <source>Weak: a computer guesses it</source>
        <translation>Słabe: komputer je zgadnie</translation>
    </message>
    <message>
        <source>Fair: enough against the curious</source>
        <translation>Znośne: wystarczy na ciekawskich</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Dobre</translation>
    </message>
    <message>
        <source>Strong</source>
        <translation>Silne</translation>
    </message>
    <message>
        <source>Several words are best</source>
        <translation>Najlepiej kilka słów</translation>
    </message>
</context>
<context>
    <name>Plan</name>
    <message>
        <source>This machine has a disposable template of that name already.</source>
        <translation>Ten komputer ma już szablon jednorazowych o tej nazwie.</translation>
    </message>
    <message>
        <source>A qube named {name} exists already; it is left out.</source>
        <translation>Qube o nazwie {name} już istnieje; zostaje pominięty.</translation>
    </message>
    <message>
        <source>A qube named {name} exists already; this one becomes {free}.</source>
        <translation>Qube o nazwie {name} już istnieje; ten stanie się {free}.</translation>
    </message>
    <message>
        <source>A qube named {name} exists already; a restore has left it incomplete.</source>
        <translation>Qube o nazwie {name} już istnieje; przywracanie zostawiło go niekompletnym.</translation>
    </message>
    <message>
        <source>A qube named {name} exists already.</source>
        <translation>Qube o nazwie {name} już istnieje.</translation>
    </message>
    <message>
        <source>{name} cannot be the name of a qube.</source>
        <translation>{name} nie może być nazwą qube’a.</translation>
    </message>
    <message>
        <source>Two of the selected qubes would be named {name}.</source>
        <translation>Dwa z wybranych qube’ów nazywałyby się {name}.</translation>
    </message>
    <message>
        <source>Restore it under another name, or leave it out.</source>
        <translation>Przywróć go pod inną nazwą albo pomiń.</translation>
    </message>
    <message>
        <source>Go on with that restore. Restore it under another name, or leave it out.</source>
        <translation>Dokończ tamto przywracanie. Przywróć go pod inną nazwą albo pomiń.</translation>
    </message>
    <message>
        <source>{name} is a {kind} here, which a {other} cannot replace.</source>
        <translation>{name} to tutaj {kind}, którego {other} nie może zastąpić.</translation>
    </message>
    <message>
        <source>{name} was left incomplete by a restore.</source>
        <translation>{name} pozostał niekompletny po przywracaniu.</translation>
    </message>
    <message>
        <source>{name} is running; shut it down to have it replaced.</source>
        <translation>{name} działa; wyłącz go, aby go zastąpić.</translation>
    </message>
    <message>
        <source>The pool {pool} keeps no earlier state of {name} when it is replaced.</source>
        <translation>Pula {pool} nie zachowuje wcześniejszego stanu {name} przy zastępowaniu.</translation>
    </message>
    <message>
        <source>It replaces the qube {name} that is here, with its settings.</source>
        <translation>Zastępuje tutejszy qube {name} wraz z ustawieniami.</translation>
    </message>
    <message>
        <source>Its label {label} does not exist here; it becomes {other}.</source>
        <translation>Jego etykiety {label} tu nie ma; staje się {other}.</translation>
    </message>
    <message>
        <source>It has no label; it becomes {other}.</source>
        <translation>Nie ma etykiety; staje się {other}.</translation>
    </message>
    <message>
        <source>There is no pool named {pool}.</source>
        <translation>Nie ma puli o nazwie {pool}.</translation>
    </message>
    <message>
        <source>Choose one of the pools of this machine.</source>
        <translation>Wybierz jedną z pul tego komputera.</translation>
    </message>
    <message>
        <source>Its template {name} is neither on this machine nor among the selected qubes.</source>
        <translation>Jego szablonu {name} nie ma ani na tym komputerze, ani wśród wybranych qube’ów.</translation>
    </message>
    <message>
        <source>Its disposable template is neither on this machine nor among the selected qubes.</source>
        <translation>Jego szablonu jednorazowych nie ma ani na tym komputerze, ani wśród wybranych qube’ów.</translation>
    </message>
    <message>
        <source>Its template is neither on this machine nor among the selected qubes.</source>
        <translation>Jego szablonu nie ma ani na tym komputerze, ani wśród wybranych qube’ów.</translation>
    </message>
    <message>
        <source>Select that disposable template as well, or choose another one.</source>
        <translation>Zaznacz też ten szablon jednorazowych albo wybierz inny.</translation>
    </message>
    <message>
        <source>Select that template as well, or choose another one.</source>
        <translation>Zaznacz też ten szablon albo wybierz inny.</translation>
    </message>
    <message>
        <source>Its template {name} is neither here nor selected; it uses {other} instead.</source>
        <translation>Jego szablonu {name} nie ma tu ani wśród wybranych; używa zamiast tego {other}.</translation>
    </message>
    <message>
        <source>{name} is no qube that provides network.</source>
        <translation>{name} nie jest qube’em dającym sieć.</translation>
    </message>
    <message>
        <source>Choose another one, or none.</source>
        <translation>Wybierz inny albo żaden.</translation>
    </message>
    <message>
        <source>There is no kernel {name}.</source>
        <translation>Nie ma jądra {name}.</translation>
    </message>
    <message>
        <source>Its kernel {name} is not here; it uses the default of this machine ({other}).</source>
        <translation>Jego jądra {name} tu nie ma; używa domyślnego na tym komputerze ({other}).</translation>
    </message>
    <message>
        <source>Select fewer qubes, choose another pool, or make room.</source>
        <translation>Zaznacz mniej qube’ów, wybierz inną pulę albo zrób miejsce.</translation>
    </message>
    <message>
        <source>{name} cannot be the name of a qube; this one becomes {free}.</source>
        <translation>{name} nie może być nazwą qube’a; ten stanie się {free}.</translation>
    </message>
    <message>
        <source>There is no default pool.</source>
        <translation>Nie ma puli domyślnej.</translation>
    </message>
    <message>
        <source>There is no label named {label}.</source>
        <translation>Nie ma etykiety o nazwie {label}.</translation>
    </message>
    <message>
        <source>Choose one of the labels of this machine.</source>
        <translation>Wybierz jedną z etykiet tego komputera.</translation>
    </message>
    <message>
        <source>A {kind} has no template, so {name} cannot be its own.</source>
        <translation>{kind} nie ma szablonu, więc {name} nie może nim być.</translation>
    </message>
    <message>
        <source>Choose none.</source>
        <translation>Nie wybieraj żadnego.</translation>
    </message>
    <message>
        <source>The default pool {pool} is not there.</source>
        <translation>Nie ma puli domyślnej {pool}.</translation>
    </message>
    <message>
        <source>In format {version} each piece of an archive is protected only by itself: whether the pieces are in their order and all of this backup cannot be told for certain.</source>
        <translation>W formacie {version} każda część archiwum jest chroniona tylko sama dla siebie: nie da się na pewno stwierdzić, czy części są w swojej kolejności i wszystkie z tej kopii.</translation>
    </message>
    <message>
        <source>These are the files of the user &apos;{user}&apos;. They come into a new folder in your home directory; nothing there is changed.</source>
        <translation>To pliki użytkownika „{user}”. Trafią do nowego folderu w twoim katalogu domowym; nic innego się tam nie zmieni.</translation>
    </message>
    <message>
        <source>These are the files of a user whom the backup does not name. They come into a new folder in your home directory; nothing there is changed.</source>
        <translation>To pliki użytkownika, którego kopia nie wymienia. Trafią do nowego folderu w twoim katalogu domowym; nic innego się tam nie zmieni.</translation>
    </message>
    <message>
        <source>These are the files of the user &apos;{user}&apos;, and you are &apos;{here}&apos; here: they are restored only when dom0 is selected.</source>
        <translation>To pliki użytkownika „{user}”, a ty jesteś tu „{here}”: zostaną przywrócone tylko wtedy, gdy wybrano dom0.</translation>
    </message>
    <message>
        <source>The backup does not say whose files these are: they are restored only when dom0 is selected.</source>
        <translation>Kopia nie mówi, czyje to pliki: zostaną przywrócone tylko wtedy, gdy wybrano dom0.</translation>
    </message>
    <message>
        <source>It gets the {devices} as in the backup; look whether that is right for this machine before you start it.</source>
        <translation>Dostaje, jak w kopii: {devices}. Przed uruchomieniem sprawdź, czy to się zgadza na tym komputerze.</translation>
    </message>
    <message>
        <source>It replaces the qube {name} that is here, with its settings. What its volumes hold now stays as a revision of each.</source>
        <translation>Zastępuje tutejszy qube {name} wraz z ustawieniami. To, co jego woluminy zawierają teraz, pozostaje jako rewizja każdego z nich.</translation>
    </message>
    <message>
        <source>The pool {pool} makes whole copies, so until the old one is replaced the new one is there twice.</source>
        <translation>Pula {pool} tworzy pełne kopie, więc dopóki stary nie zostanie zastąpiony, nowy istnieje podwójnie.</translation>
    </message>
    <message>
        <source>Its disposable template {name} is neither on this machine nor among the selected qubes.</source>
        <translation>Jego szablonu jednorazowych {name} nie ma ani na tym komputerze, ani wśród wybranych qube’ów.</translation>
    </message>
    <message>
        <source>Its template {name} is nowhere to be had, and this machine has none: an empty template {other} is made in its place. Give the qube a real template before it is started.</source>
        <translation>Jego szablonu {name} nie ma nigdzie, a ten komputer nie ma żadnego: w jego miejsce powstaje pusty szablon {other}. Daj qube’owi prawdziwy szablon, zanim zostanie uruchomiony.</translation>
    </message>
    <message>
        <source>Its disposable template {name} is neither here nor selected; it uses {other} instead.</source>
        <translation>Jego szablonu jednorazowych {name} nie ma tu ani wśród wybranych; używa zamiast tego {other}.</translation>
    </message>
    <message>
        <source>Its network qube {name} is neither here nor selected; it uses the default of this machine ({other}).</source>
        <translation>Jego qube’a sieciowego {name} nie ma tu ani wśród wybranych; używa domyślnego na tym komputerze ({other}).</translation>
    </message>
    <message>
        <source>Its disposable template {name} for opening files is neither here nor selected; it uses the default of this machine.</source>
        <translation>Jego szablonu jednorazowych {name} do otwierania plików nie ma tu ani wśród wybranych; używa domyślnego na tym komputerze.</translation>
    </message>
    <message>
        <source>Its {kind} {address} is that of the qube {name} as well, so it gets the default of this machine. If it needs one of its own, set that when it is restored.</source>
        <translation>Jego adres {address} ({kind}) ma także qube {name}, więc dostaje domyślny na tym komputerze. Jeśli potrzebuje własnego, proszę ustawić go po przywróceniu.</translation>
    </message>
    <message>
        <source>The selected qubes need {needed} in the pool {pool}, which has {free} free.</source>
        <translation>Wybrane qube’y potrzebują {needed} w puli {pool}, w której wolne jest {free}.</translation>
    </message>
</context>
<context>
    <name>PlanModel</name>
    <message>
        <source>In the backup</source>
        <translation>W kopii</translation>
    </message>
    <message>
        <source>Restore as</source>
        <translation>Przywróć jako</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasa</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Etykieta</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Szablon</translation>
    </message>
    <message>
        <source>Net qube</source>
        <translation>Qube sieciowy</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>Jądro</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>Pula</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Rozmiar</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Uwagi</translation>
    </message>
    <message>
        <source>{name}, label {label}</source>
        <translation>{name}, etykieta {label}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>brak</translation>
    </message>
    <message>
        <source>default ({pool})</source>
        <translation>domyślnie ({pool})</translation>
    </message>
    <message>
        <source>default ({netvm})</source>
        <translation>domyślnie ({netvm})</translation>
    </message>
    <message>
        <source>default ({kernel})</source>
        <translation>domyślnie ({kernel})</translation>
    </message>
    <message>
        <source>default</source>
        <translation>domyślnie</translation>
    </message>
    <message>
        <source>that of the qube ({pool})</source>
        <translation>ta co qube’a ({pool})</translation>
    </message>
    <message>
        <source>by volume…</source>
        <translation>osobno dla woluminów…</translation>
    </message>
    <message>
        <source>{size} of data, as the backup&apos;s list says; what is written can be more</source>
        <translation>{size} danych, według listy kopii; zapisane może być więcej</translation>
    </message>
    <message>
        <source>a new folder</source>
        <translation>nowy folder</translation>
    </message>
</context>
<context>
    <name>PlanPage</name>
    <message>
        <source>Search qubes</source>
        <translation>Szukaj qube’ów</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Szukaj</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>Z&amp;aznacz wszystko</translation>
    </message>
    <message>
        <source>Tick all qubes that are shown</source>
        <translation>Zaznacz wszystkie pokazane qube’y</translation>
    </message>
    <message>
        <source>Select n&amp;one</source>
        <translation>&amp;Odznacz wszystko</translation>
    </message>
    <message>
        <source>Untick all qubes that are shown</source>
        <translation>Odznacz wszystkie pokazane qube’y</translation>
    </message>
    <message>
        <source>Only &amp;missing ones</source>
        <translation>Tylko &amp;brakujące</translation>
    </message>
    <message>
        <source>Tick the qubes whose names do not exist on this machine</source>
        <translation>Zaznacz qube’y, których nazw nie ma na tym komputerze</translation>
    </message>
    <message>
        <source>Qubes in the backup</source>
        <translation>Qube’y w kopii</translation>
    </message>
    <message>
        <source>What its volumes hold now stays as a revision of each.</source>
        <translation>To, co jego woluminy mają teraz, zostaje jako wcześniejszy stan każdego.</translation>
    </message>
    <message>
        <source>Replace the &amp;one here</source>
        <translation>Zastąp tutejsz&amp;y</translation>
    </message>
    <message>
        <source>Only &amp;verify, change nothing</source>
        <translation>Tylko &amp;sprawdź, nic nie zmieniaj</translation>
    </message>
    <message>
        <source>Reads and checks every byte of the chosen qubes without restoring them</source>
        <translation>Czyta i sprawdza każdy bajt wybranych qube’ów bez przywracania</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>What shall be restored, and how?</source>
        <translation>Co przywrócić i jak?</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Verify %n qube(s)</source>
        <translation>
            <numerusform>&amp;Sprawdź %n qube</numerusform>
            <numerusform>&amp;Sprawdź %n qube’y</numerusform>
            <numerusform>&amp;Sprawdź %n qube’ów</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Restore %n qube(s)</source>
        <translation>
            <numerusform>&amp;Przywróć %n qube</numerusform>
            <numerusform>&amp;Przywróć %n qube’y</numerusform>
            <numerusform>&amp;Przywróć %n qube’ów</numerusform>
        </translation>
    </message>
    <message>
        <source>Tick the qubes to restore.</source>
        <translation>Zaznacz qube’y do przywrócenia.</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Use %n proposal(s)</source>
        <translation>
            <numerusform>&amp;Użyj %n propozycji</numerusform>
            <numerusform>&amp;Użyj %n propozycji</numerusform>
            <numerusform>&amp;Użyj %n propozycji</numerusform>
        </translation>
    </message>
    <message>
        <source>Restore it as {name}</source>
        <translation>Przywróć jako {name}</translation>
    </message>
    <message>
        <source>Use the pool {name}</source>
        <translation>Użyj puli {name}</translation>
    </message>
    <message>
        <source>Use {name}</source>
        <translation>Użyj {name}</translation>
    </message>
    <message>
        <source>{pool}: needs {needed}, {free} free</source>
        <translation>{pool}: potrzeba {needed}, wolne {free}</translation>
    </message>
    <message>
        <source>{pool}: needs {needed}</source>
        <translation>{pool}: potrzeba {needed}</translation>
    </message>
    <message>
        <source>Everything is read and checked; nothing is changed.</source>
        <translation>Wszystko jest czytane i sprawdzane; nic się nie zmienia.</translation>
    </message>
    <message>
        <source>Made as well, empty: {names}</source>
        <translation>Powstaną też, puste: {names}</translation>
    </message>
    <message>
        <source>Copy the same as a command</source>
        <translation>Kopiuj to samo jako polecenie</translation>
    </message>
    <message>
        <source>The same in a terminal; press to copy it:</source>
        <translation>To samo w terminalu; naciśnij, aby skopiować:</translation>
    </message>
    <message>
        <source>What shall be verified?</source>
        <translation>Co sprawdzić?</translation>
    </message>
    <message>
        <source>&amp;Verify the files</source>
        <translation>&amp;Sprawdź pliki</translation>
    </message>
    <message>
        <source>&amp;Restore the files</source>
        <translation>&amp;Przywróć pliki</translation>
    </message>
    <message>
        <source>Tick the qubes to verify.</source>
        <translation>Zaznacz qube’y do sprawdzenia.</translation>
    </message>
    <message>
        <source>What is ticked is read and checked; nothing is changed.</source>
        <translation>To, co zaznaczone, zostanie odczytane i sprawdzone; nic się nie zmieni.</translation>
    </message>
    <message numerus="yes">
        <source>%n qube(s) have a problem, the first is {name}: {problem}</source>
        <translation>
            <numerusform>%n qube ma problem: {name}: {problem}</numerusform>
            <numerusform>%n qube’y mają problem, pierwszy to {name}: {problem}</numerusform>
            <numerusform>%n qube’ów ma problem, pierwszy to {name}: {problem}</numerusform>
        </translation>
    </message>
    <message>
        <source>Shall the files of dom0&apos;s user be restored as well?</source>
        <translation>Czy przywrócić także pliki użytkownika dom0?</translation>
    </message>
    <message>
        <source>&amp;Restore them into a new folder</source>
        <translation>&amp;Przywróć je do nowego folderu</translation>
    </message>
    <message>
        <source>&amp;Leave them out</source>
        <translation>P&amp;omiń je</translation>
    </message>
    <message>
        <source>Restore them into a new folder</source>
        <translation>Przywróć je do nowego folderu</translation>
    </message>
</context>
<context>
    <name>PolicyQuestionDialog</name>
    <message>
        <source>The qube {source} asks to use {service} in another qube.</source>
        <translation>Qube {source} prosi o użycie {service} w innym qubie.</translation>
    </message>
    <message>
        <source>Choose the qube first.</source>
        <translation>Najpierw wybierz qube.</translation>
    </message>
    <message>
        <source>Denied by itself in {duration}</source>
        <translation>Zostanie odrzucone za {duration}</translation>
    </message>
    <message>
        <source>A qube asks</source>
        <translation>Qube pyta</translation>
    </message>
    <message>
        <source>&amp;In</source>
        <translation>&amp;W</translation>
    </message>
    <message>
        <source>If you did not expect this, deny it.</source>
        <translation>Jeśli się tego nie spodziewasz, odmów.</translation>
    </message>
    <message>
        <source>Time left to answer</source>
        <translation>Pozostały czas na odpowiedź</translation>
    </message>
    <message>
        <source>&amp;Allow</source>
        <translation>Ze&amp;zwól</translation>
    </message>
    <message>
        <source>&amp;Deny</source>
        <translation>&amp;Odmów</translation>
    </message>
</context>
<context>
    <name>PoolCard</name>
    <message>
        <source>Data</source>
        <translation>Dane</translation>
    </message>
    <message numerus="yes">
        <source>%n volume(s)</source>
        <translation>
            <numerusform>%n wolumin</numerusform>
            <numerusform>%n woluminy</numerusform>
            <numerusform>%n woluminów</numerusform>
        </translation>
    </message>
    <message>
        <source>{volumes} of {names}</source>
        <translation>{volumes}: {names}</translation>
    </message>
    <message>
        <source>No volume that lasts is in it.</source>
        <translation>Nie ma w niej trwałych woluminów.</translation>
    </message>
    <message>
        <source>It is the default pool.</source>
        <translation>To pula domyślna.</translation>
    </message>
    <message>
        <source>It has volumes; move or remove them first.</source>
        <translation>Ma woluminy; najpierw je przenieś lub usuń.</translation>
    </message>
    <message>
        <source>It is a default pool; choose another one first.</source>
        <translation>To pula domyślna; najpierw wybierz inną.</translation>
    </message>
    <message>
        <source>What would free space in {name}?</source>
        <translation>Co zwolniłoby miejsce w {name}?</translation>
    </message>
    <message>
        <source>Settings of {name}</source>
        <translation>Ustawienia {name}</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>Usuń {name}</translation>
    </message>
    <message>
        <source>What would free space?</source>
        <translation>Co zwolniłoby miejsce?</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Ustawienia…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Usuń…</translation>
    </message>
    <message>
        <source>The figures are those of the whole disk, which it shares with {names}.</source>
        <translation>Liczby dotyczą całego dysku, który dzieli z {names}.</translation>
    </message>
    <message>
        <source>It cannot be used now: {reason}</source>
        <translation>Nie można jej teraz używać: {reason}</translation>
    </message>
    <message>
        <source>It is the default pool for kernels.</source>
        <translation>To domyślna pula dla jąder.</translation>
    </message>
    <message>
        <source>It is the default pool for these volumes: {names}</source>
        <translation>To domyślna pula dla tych woluminów: {names}</translation>
    </message>
</context>
<context>
    <name>PoolSettingsDialog</name>
    <message>
        <source>Settings of a pool</source>
        <translation>Ustawienia puli</translation>
    </message>
    <message>
        <source>Earlier states to &amp;keep of each volume</source>
        <translation>&amp;Wcześniejsze stany do zachowania każdego woluminu</translation>
    </message>
    <message>
        <source>&amp;Warn when it is so full (percent, 0 for never)</source>
        <translation>&amp;Ostrzegaj przy takim zapełnieniu (procent, 0 nigdy)</translation>
    </message>
    <message>
        <source>Encrypt &amp;temporary data with a key that is forgotten</source>
        <translation>Szyfruj dane &amp;tymczasowe kluczem, który jest zapominany</translation>
    </message>
    <message>
        <source>Encrypt temporary data with a key that is forgotten</source>
        <translation>Szyfruj dane tymczasowe kluczem, który jest zapominany</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>&amp;Zastosuj</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Zamknij</translation>
    </message>
    <message>
        <source>Settings of {name}</source>
        <translation>Ustawienia {name}</translation>
    </message>
</context>
<context>
    <name>Pools</name>
    <message>
        <source>{names} and {count} more</source>
        <translation>{names} i {count} więcej</translation>
    </message>
</context>
<context>
    <name>PoolsWindow</name>
    <message>
        <source>Pools and volumes</source>
        <translation>Pule i woluminy</translation>
    </message>
    <message>
        <source>Storage pools</source>
        <translation>Pule przechowywania</translation>
    </message>
    <message>
        <source>&amp;Add a pool…</source>
        <translation>&amp;Dodaj pulę…</translation>
    </message>
    <message>
        <source>Pools</source>
        <translation>Pule</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Zamknij</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>Metadane</translation>
    </message>
    <message>
        <source>{name} is there.</source>
        <translation>{name}: gotowe.</translation>
    </message>
    <message>
        <source>Remove the pool {name}?</source>
        <translation>Usunąć pulę {name}?</translation>
    </message>
    <message>
        <source>What is in its place stays there; it can be added again.</source>
        <translation>To, co jest na jej miejscu, zostaje; można ją dodać ponownie.</translation>
    </message>
    <message>
        <source>&amp;Remove it</source>
        <translation>&amp;Usuń ją</translation>
    </message>
    <message>
        <source>{name} is removed.</source>
        <translation>{name}: usunięto.</translation>
    </message>
    <message>
        <source>&amp;Keep it</source>
        <translation>&amp;Zachowaj</translation>
    </message>
</context>
<context>
    <name>ProfileRow</name>
    <message>
        <source>none</source>
        <translation>brak</translation>
    </message>
    <message>
        <source>Not saved, for they are not here: {names}</source>
        <translation>Bez kopii, bo ich tu nie ma: {names}</translation>
    </message>
    <message>
        <source>Save the profile</source>
        <translation>Zapisz profil</translation>
    </message>
    <message>
        <source>Its name (qubes, place and options; never the passphrase):</source>
        <translation>Jego nazwa (qube’y, miejsce i opcje; nigdy hasło):</translation>
    </message>
    <message>
        <source>Choose or save a profile first.</source>
        <translation>Najpierw wybierz lub zapisz profil.</translation>
    </message>
</context>
<context>
    <name>QubeCommands</name>
    <message numerus="yes">
        <source>%n qube(s) end at once:</source>
        <translation>
            <numerusform>%n qube zakończy się natychmiast:</numerusform>
            <numerusform>%n qube’y zakończą się natychmiast:</numerusform>
            <numerusform>%n qube’ów zakończy się natychmiast:</numerusform>
        </translation>
    </message>
    <message>
        <source>What is open in them and not saved is lost.</source>
        <translation>Co jest w nich otwarte i niezapisane, przepadnie.</translation>
    </message>
    <message>
        <source>&amp;Kill</source>
        <translation>&amp;Zabij</translation>
    </message>
    <message>
        <source>started</source>
        <translation>uruchomiono</translation>
    </message>
    <message>
        <source>shut down</source>
        <translation>wyłączono</translation>
    </message>
    <message>
        <source>restarted</source>
        <translation>uruchomiono ponownie</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>wstrzymano</translation>
    </message>
    <message>
        <source>unpaused</source>
        <translation>wznowiono</translation>
    </message>
    <message>
        <source>killed</source>
        <translation>zabito</translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n qube(s): {act}</source>
        <translation>
            <numerusform>{done} z %n qube’a: {act}</numerusform>
            <numerusform>{done} z %n qube’ów: {act}</numerusform>
            <numerusform>{done} z %n qube’ów: {act}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n qube(s) removed.</source>
        <translation>
            <numerusform>Usunięto {done} z %n qube’a.</numerusform>
            <numerusform>Usunięto {done} z %n qube’ów.</numerusform>
            <numerusform>Usunięto {done} z %n qube’ów.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Try the failed ones again</source>
        <translation>&amp;Ponów nieudane</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Ponów</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Anuluj</translation>
    </message>
</context>
<context>
    <name>QubeTable</name>
    <message>
        <source>{column} (no room)</source>
        <translation>{column} (brak miejsca)</translation>
    </message>
</context>
<context>
    <name>QubesModel</name>
    <message>
        <source>Name</source>
        <translation>Nazwa</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stan</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasa</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Szablon</translation>
    </message>
    <message>
        <source>Net qube</source>
        <translation>Qube sieciowy</translation>
    </message>
    <message>
        <source>Disk used / size</source>
        <translation>Użyte / rozmiar dysku</translation>
    </message>
    <message>
        <source>Last backup</source>
        <translation>Ostatnia kopia</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Etykieta</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Znaczniki</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notatki</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Pamięć</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Procesor</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adres</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>Pula</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Tryb</translation>
    </message>
    <message>
        <source>Disposable</source>
        <translation>Jednorazowy</translation>
    </message>
    <message>
        <source>Autostart</source>
        <translation>Autostart</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>tak</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>{name}: {kind} qube, label {label}</source>
        <translation>{name}: qube {kind}, etykieta {label}</translation>
    </message>
    <message>
        <source>A restore of this qube did not finish. It cannot be started; remove it and restore it again.</source>
        <translation>Przywracanie tego qube’a nie zostało ukończone. Nie można go uruchomić; usuń go i przywróć ponownie.</translation>
    </message>
    <message>
        <source>{volume}: {used} of {size} in pool {pool}</source>
        <translation>{volume}: {used} z {size} w puli {pool}</translation>
    </message>
    <message>
        <source>No disk space of its own</source>
        <translation>Bez własnego miejsca na dysku</translation>
    </message>
    <message>
        <source>No backup of this qube is known here</source>
        <translation>Nie znamy tu kopii tego qube’a</translation>
    </message>
    <message>
        <source>It may be running although the hypervisor does not know of it, so nothing may touch its disks. Start tells who has them open.</source>
        <translation>Może działać, choć hiperwizor o nim nie wie, więc nic nie może ruszać jego dysków. Uruchomienie powie, kto ma je otwarte.</translation>
    </message>
    <message>
        <source>read back and whole</source>
        <translation>odczytana i cała</translation>
    </message>
    <message>
        <source>it could not be verified</source>
        <translation>nie udało się jej sprawdzić</translation>
    </message>
    <message>
        <source>older than 30 days</source>
        <translation>starsza niż 30 dni</translation>
    </message>
    <message>
        <source>{template} from its next start on</source>
        <translation>{template} od następnego uruchomienia</translation>
    </message>
    <message>
        <source>not usable</source>
        <translation>nie do użycia</translation>
    </message>
</context>
<context>
    <name>Query</name>
    <message>
        <source>Nothing is “{term}”.</source>
        <translation>Nic nie jest „{term}”.</translation>
    </message>
    <message>
        <source>“{term}” is not understood; sizes are written {example}.</source>
        <translation>„{term}” jest niezrozumiałe; rozmiary pisze się {example}.</translation>
    </message>
    <message>
        <source>There is no term “{term}”.</source>
        <translation>Nie ma określenia „{term}”.</translation>
    </message>
    <message>
        <source> Did you mean {term}?</source>
        <translation> Czy chodziło o {term}?</translation>
    </message>
    <message>
        <source>What to look for stands right after “{term}”, without a space.</source>
        <translation>To, czego szukać, stoi zaraz po „{term}”, bez odstępu.</translation>
    </message>
</context>
<context>
    <name>Reclaim</name>
    <message>
        <source>earlier state</source>
        <translation>wcześniejszy stan</translation>
    </message>
    <message>
        <source>data that were never finished</source>
        <translation>dane nigdy nieukończone</translation>
    </message>
    <message>
        <source>temporary data of a past run</source>
        <translation>dane tymczasowe dawnego uruchomienia</translation>
    </message>
    <message>
        <source>snapshot of a past run</source>
        <translation>migawka dawnego uruchomienia</translation>
    </message>
    <message>
        <source>data of no qube</source>
        <translation>dane bez qube’a</translation>
    </message>
</context>
<context>
    <name>ReclaimDialog</name>
    <message>
        <source>What would free space?</source>
        <translation>Co zwolniłoby miejsce?</translation>
    </message>
    <message>
        <source>Tick what you can do without. Nothing is removed before you press the button; what was removed does not come back.</source>
        <translation>Zaznacz to, bez czego możesz się obyć. Nic nie zostanie usunięte przed naciśnięciem przycisku; co usunięte, nie wraca.</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Szukaj</translation>
    </message>
    <message>
        <source>What takes space</source>
        <translation>Co zajmuje miejsce</translation>
    </message>
    <message>
        <source>&amp;Free</source>
        <translation>&amp;Zwolnij</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Zamknij</translation>
    </message>
    <message>
        <source>What would free space in {pool}?</source>
        <translation>Co zwolniłoby miejsce w {pool}?</translation>
    </message>
    <message>
        <source>{done} of {total} removed.</source>
        <translation>Usunięto {done} z {total}.</translation>
    </message>
    <message>
        <source>Nothing is there that could be removed.</source>
        <translation>Nie ma tu nic do usunięcia.</translation>
    </message>
    <message>
        <source>{size} and more become free.</source>
        <translation>Zwolni się {size} i więcej.</translation>
    </message>
    <message>
        <source>{size} become free.</source>
        <translation>Zwolni się {size}.</translation>
    </message>
    <message>
        <source>&amp;Free {size}</source>
        <translation>&amp;Zwolnij {size}</translation>
    </message>
    <message>
        <source>Tick something first.</source>
        <translation>Najpierw coś zaznacz.</translation>
    </message>
</context>
<context>
    <name>ReclaimModel</name>
    <message>
        <source>Of</source>
        <translation>Z</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Co</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Kiedy</translation>
    </message>
    <message>
        <source>Frees</source>
        <translation>Zwalnia</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Uwagi</translation>
    </message>
    <message>
        <source>{what}, pinned</source>
        <translation>{what}, przypięte</translation>
    </message>
</context>
<context>
    <name>RemoveDialog</name>
    <message>
        <source>Remove {name}?</source>
        <translation>Usunąć {name}?</translation>
    </message>
    <message>
        <source>&amp;Remove {name}</source>
        <translation>&amp;Usuń {name}</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>i {count} więcej</translation>
    </message>
    <message>
        <source>remove</source>
        <translation>usuń</translation>
    </message>
    <message>
        <source>No backup is known, so nothing can bring this data back. Type “{word}”:</source>
        <translation>Nie znamy żadnej kopii, więc nic nie przywróci tych danych. Wpisz „{word}”:</translation>
    </message>
    <message>
        <source>{name}: holds no data of its own</source>
        <translation>{name}: nie ma własnych danych</translation>
    </message>
    <message>
        <source>{name}: {size} of data, never backed up</source>
        <translation>{name}: {size} danych, bez kopii</translation>
    </message>
    <message>
        <source>{name}: {size} of data, last backed up {when}</source>
        <translation>{name}: {size} danych, ostatnia kopia {when}</translation>
    </message>
    <message>
        <source>Still needed by {names}. Give them another one first.</source>
        <translation>Potrzebują go jeszcze {names}. Daj im najpierw inny.</translation>
    </message>
    <message>
        <source>Remove qubes</source>
        <translation>Usuń qube’y</translation>
    </message>
    <message>
        <source>Type the word to confirm</source>
        <translation>Wpisz słowo, aby potwierdzić</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Anuluj</translation>
    </message>
    <message numerus="yes">
        <source>Remove %n qube(s)?</source>
        <translation>
            <numerusform>Usunąć %n qube?</numerusform>
            <numerusform>Usunąć %n qube’y?</numerusform>
            <numerusform>Usunąć %n qube’ów?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Remove %n qube(s)</source>
        <translation>
            <numerusform>&amp;Usuń %n qube</numerusform>
            <numerusform>&amp;Usuń %n qube’y</numerusform>
            <numerusform>&amp;Usuń %n qube’ów</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RenameDialog</name>
    <message>
        <source>Rename {name}</source>
        <translation>Zmień nazwę {name}</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>Zmień &amp;nazwę</translation>
    </message>
    <message>
        <source>Earlier states of its volumes are not kept.</source>
        <translation>Wcześniejsze stany jego woluminów nie są zachowywane.</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>i {count} więcej</translation>
    </message>
    <message>
        <source>What refers to it follows:</source>
        <translation>Co się do niego odwołuje, idzie za nim:</translation>
    </message>
    <message>
        <source>Type another name.</source>
        <translation>Wpisz inną nazwę.</translation>
    </message>
    <message>
        <source>{property} of the system</source>
        <translation>{property} systemu</translation>
    </message>
    <message>
        <source>{property} of {name}</source>
        <translation>{property} qube’a {name}</translation>
    </message>
</context>
<context>
    <name>RestoreRun</name>
    <message>
        <source>Settling what was begun and cannot be finished…</source>
        <translation>Porządkowanie tego, co zaczęto i nie da się dokończyć…</translation>
    </message>
</context>
<context>
    <name>RestoreWizard</name>
    <message>
        <source>Verify a backup</source>
        <translation>Sprawdzanie kopii zapasowej</translation>
    </message>
    <message>
        <source>Restore qubes</source>
        <translation>Przywracanie qube’ów</translation>
    </message>
    <message numerus="yes">
        <source>Verifying %n qube(s)</source>
        <translation>
            <numerusform>Sprawdzanie %n qube’a</numerusform>
            <numerusform>Sprawdzanie %n qube’ów</numerusform>
            <numerusform>Sprawdzanie %n qube’ów</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restoring %n qube(s)</source>
        <translation>
            <numerusform>Przywracanie %n qube’a</numerusform>
            <numerusform>Przywracanie %n qube’ów</numerusform>
            <numerusform>Przywracanie %n qube’ów</numerusform>
        </translation>
    </message>
    <message>
        <source>The plan was changed, and nothing of it is done yet.</source>
        <translation>Plan zmieniono i nic z niego jeszcze nie wykonano.</translation>
    </message>
    <message>
        <source>Closing forgets the changes.</source>
        <translation>Zamknięcie porzuci zmiany.</translation>
    </message>
    <message>
        <source>Close and &amp;forget them</source>
        <translation>Zamknij i &amp;porzuć je</translation>
    </message>
    <message>
        <source>&amp;Keep the window open</source>
        <translation>&amp;Pozostaw okno otwarte</translation>
    </message>
</context>
<context>
    <name>ResultModel</name>
    <message>
        <source>Qube</source>
        <translation>Qube</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Wynik</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Dane</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Uwaga</translation>
    </message>
</context>
<context>
    <name>Room</name>
    <message>
        <source>The Qube Manager lists what can be freed: {place}</source>
        <translation>Qube Manager pokazuje, co można zwolnić: {place}</translation>
    </message>
    <message>
        <source>if no qube needs it, remove it in the Qube Manager: {place}</source>
        <translation>jeśli żaden qube tego nie potrzebuje, usuń to w Qube Manager: {place}</translation>
    </message>
</context>
<context>
    <name>RulesModel</name>
    <message>
        <source>Action</source>
        <translation>Akcja</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Do</translation>
    </message>
    <message>
        <source>Ports</source>
        <translation>Porty</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Do</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Komentarz</translation>
    </message>
    <message>
        <source>accept</source>
        <translation>przyjmij</translation>
    </message>
    <message>
        <source>drop</source>
        <translation>odrzuć</translation>
    </message>
    <message>
        <source>name servers (DNS)</source>
        <translation>serwery nazw (DNS)</translation>
    </message>
    <message>
        <source>everywhere</source>
        <translation>wszędzie</translation>
    </message>
    <message>
        <source>all</source>
        <translation>wszystkie</translation>
    </message>
    <message>
        <source>Never comes to it: rule {number} takes everything before.</source>
        <translation>Nigdy nie dojdzie do głosu: reguła {number} wcześniej obejmuje wszystko.</translation>
    </message>
</context>
<context>
    <name>RunPage</name>
    <message>
        <source>Progress</source>
        <translation>Postęp</translation>
    </message>
    <message>
        <source>&amp;Try again…</source>
        <translation>Spróbuj &amp;ponownie…</translation>
    </message>
    <message>
        <source>&amp;Save report…</source>
        <translation>Zapi&amp;sz raport…</translation>
    </message>
    <message>
        <source>What became of each qube</source>
        <translation>Co stało się z każdym qube’em</translation>
    </message>
    <message>
        <source>You may close this window: the job goes on, and Qube Manager shows it.</source>
        <translation>Możesz zamknąć to okno: zadanie trwa, a Qube Manager je pokazuje.</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Wynik</translation>
    </message>
    <message>
        <source>This is what was done</source>
        <translation>Oto co zrobiono</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>Zapisz raport</translation>
    </message>
    <message>
        <source>report.txt</source>
        <translation>raport.txt</translation>
    </message>
    <message>
        <source>The report was not saved: {reason}</source>
        <translation>Raport nie został zapisany: {reason}</translation>
    </message>
    <message>
        <source>The report is in {path}</source>
        <translation>Raport jest w {path}</translation>
    </message>
    <message>
        <source>Cancelling, and removing what is half made…</source>
        <translation>Anulowanie i usuwanie tego, co w połowie gotowe…</translation>
    </message>
</context>
<context>
    <name>SavedViews</name>
    <message>
        <source>&amp;Save this view…</source>
        <translation>Zapi&amp;sz ten widok…</translation>
    </message>
    <message>
        <source>&amp;Forget</source>
        <translation>&amp;Zapomnij</translation>
    </message>
    <message>
        <source>Save this view</source>
        <translation>Zapisz ten widok</translation>
    </message>
    <message>
        <source>Name of this view (search, chips, list or tree):</source>
        <translation>Nazwa tego widoku (szukanie, filtry, lista lub drzewo):</translation>
    </message>
    <message>
        <source>“{name}” keeps its name: another view is called “{new}”.</source>
        <translation>„{name}” zachowuje nazwę: inny widok nazywa się „{new}”.</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>Zmień &amp;nazwę</translation>
    </message>
    <message>
        <source>New name of “{name}”:</source>
        <translation>Nowa nazwa widoku „{name}”:</translation>
    </message>
    <message>
        <source>Rename this view</source>
        <translation>Zmień nazwę tego widoku</translation>
    </message>
</context>
<context>
    <name>ScheduleDialog</name>
    <message>
        <source>Schedule</source>
        <translation>Harmonogram</translation>
    </message>
    <message>
        <source>&amp;Every</source>
        <translation>&amp;Co</translation>
    </message>
    <message>
        <source>A missed run is made up for as soon as the computer is on. The passphrase is taken from your keyring; it is put there once, in a terminal:</source>
        <translation>Pominięte uruchomienie jest nadrabiane, gdy komputer jest włączony. Hasło pochodzi z bazy kluczy; wkłada się je tam raz, w terminalu:</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Polecenie</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>Kopiuj polecenie</translation>
    </message>
    <message>
        <source>&amp;Set</source>
        <translation>U&amp;staw</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Zamknij</translation>
    </message>
    <message>
        <source>When shall {name} run?</source>
        <translation>Kiedy ma się uruchamiać {name}?</translation>
    </message>
    <message>
        <source>hour</source>
        <translation>godzinę</translation>
    </message>
    <message>
        <source>day</source>
        <translation>dzień</translation>
    </message>
    <message>
        <source>week</source>
        <translation>tydzień</translation>
    </message>
    <message>
        <source>month</source>
        <translation>miesiąc</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nigdy</translation>
    </message>
    <message>
        <source>It no longer runs by itself.</source>
        <translation>Nie uruchamia się już samo.</translation>
    </message>
    <message>
        <source>{timer} is written, but it does not run yet: {problem}</source>
        <translation>{timer} jest zapisany, ale jeszcze nie działa: {problem}</translation>
    </message>
    <message>
        <source>It runs by itself from now on ({timer}).</source>
        <translation>Odtąd uruchamia się samo ({timer}).</translation>
    </message>
</context>
<context>
    <name>SearchLine</name>
    <message>
        <source>Search (Ctrl+F)</source>
        <translation>Szukaj (Ctrl+F)</translation>
    </message>
    <message>
        <source>Search qubes</source>
        <translation>Szukaj qube’ów</translation>
    </message>
    <message>
        <source>Words from any column, and terms:
{fields} with a part of the text, such as template:debian or netvm:none
size&gt;10G or size&lt;500M for the size of the disks, used&gt; and used&lt; for what they hold</source>
        <translation>Słowa z dowolnej kolumny oraz określenia:
{fields} z częścią tekstu, np. template:debian lub netvm:none
size&gt;10G lub size&lt;500M dla rozmiaru dysków, used&gt; i used&lt; dla tego, co zawierają</translation>
    </message>
</context>
<context>
    <name>ServicesPage</name>
    <message>
        <source>Services are switched on or off inside the qube at its next start. Features are notes that programs read.</source>
        <translation>Usługi są włączane lub wyłączane w qubie przy następnym starcie. Cechy to zapiski czytane przez programy.</translation>
    </message>
    <message>
        <source>Services, features and tags</source>
        <translation>Usługi, cechy i znaczniki</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Rodzaj</translation>
    </message>
    <message>
        <source>name</source>
        <translation>nazwa</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nazwa</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Dodaj</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Usuń</translation>
    </message>
    <message>
        <source>&amp;Services</source>
        <translation>U&amp;sługi</translation>
    </message>
    <message>
        <source>{name}: removed</source>
        <translation>{name}: usunięte</translation>
    </message>
    <message>
        <source>on</source>
        <translation>wł.</translation>
    </message>
    <message>
        <source>off</source>
        <translation>wył.</translation>
    </message>
    <message>
        <source>added</source>
        <translation>dodano</translation>
    </message>
    <message>
        <source>It is there already.</source>
        <translation>Już tam jest.</translation>
    </message>
    <message>
        <source>The name has no spaces.</source>
        <translation>Nazwa nie ma spacji.</translation>
    </message>
    <message>
        <source>No service, feature or tag is set.</source>
        <translation>Nie ustawiono usługi, cechy ani znacznika.</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>yes</source>
        <translation>tak</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>none</source>
        <translation>brak</translation>
    </message>
    <message>
        <source>default</source>
        <translation>domyślnie</translation>
    </message>
    <message>
        <source>the qube&apos;s own</source>
        <translation>własne qube’a</translation>
    </message>
    <message>
        <source>default ({value})</source>
        <translation>domyślnie ({value})</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Ustawienia</translation>
    </message>
    <message>
        <source>Find a setting</source>
        <translation>Znajdź ustawienie</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Strony</translation>
    </message>
    <message>
        <source>&amp;Basic</source>
        <translation>&amp;Podstawowe</translation>
    </message>
    <message>
        <source>&amp;Label</source>
        <translation>&amp;Etykieta</translation>
    </message>
    <message>
        <source>&amp;Template</source>
        <translation>S&amp;zablon</translation>
    </message>
    <message>
        <source>In &amp;backups by default</source>
        <translation>Domyślnie w &amp;kopiach</translation>
    </message>
    <message>
        <source>Start with the &amp;computer</source>
        <translation>Start razem z &amp;komputerem</translation>
    </message>
    <message>
        <source>Can give &amp;network</source>
        <translation>Może dawać &amp;sieć</translation>
    </message>
    <message>
        <source>Template for &amp;disposables</source>
        <translation>Szablon je&amp;dnorazowych</translation>
    </message>
    <message>
        <source>Ad&amp;vanced</source>
        <translation>&amp;Zaawansowane</translation>
    </message>
    <message>
        <source>&amp;Memory at start (MiB)</source>
        <translation>&amp;Pamięć na starcie (MiB)</translation>
    </message>
    <message>
        <source>&amp;Processors</source>
        <translation>&amp;Procesory</translation>
    </message>
    <message>
        <source>&amp;Virtualisation</source>
        <translation>&amp;Wirtualizacja</translation>
    </message>
    <message>
        <source>Default &amp;user</source>
        <translation>Domyślny &amp;użytkownik</translation>
    </message>
    <message>
        <source>Its d&amp;isposables from</source>
        <translation>Jego je&amp;dnorazowe z</translation>
    </message>
    <message>
        <source>Time to shut &amp;down (s)</source>
        <translation>Czas &amp;wyłączania (s)</translation>
    </message>
    <message>
        <source>Net&amp;work</source>
        <translation>S&amp;ieć</translation>
    </message>
    <message>
        <source>&amp;Net qube</source>
        <translation>Qube &amp;sieciowy</translation>
    </message>
    <message>
        <source>I&amp;P address</source>
        <translation>Adres I&amp;P</translation>
    </message>
    <message>
        <source>M&amp;AC address</source>
        <translation>Adres M&amp;AC</translation>
    </message>
    <message>
        <source>N&amp;otes</source>
        <translation>N&amp;otatki</translation>
    </message>
    <message>
        <source>Notes of the qube</source>
        <translation>Notatki qube’a</translation>
    </message>
    <message>
        <source>Clo&amp;se</source>
        <translation>Zam&amp;knij</translation>
    </message>
    <message>
        <source>Settings of {name}</source>
        <translation>Ustawienia {name}</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notatki</translation>
    </message>
    <message>
        <source>This cannot be applied</source>
        <translation>Tego nie można zastosować</translation>
    </message>
    <message>
        <source>{setting} are changed</source>
        <translation>{setting}: zmieniono</translation>
    </message>
    <message>
        <source>&amp;Kernel</source>
        <translation>&amp;Jądro</translation>
    </message>
    <message>
        <source>Ke&amp;rnel options</source>
        <translation>Op&amp;cje jądra</translation>
    </message>
    <message>
        <source>Deb&amp;ug mode</source>
        <translation>Tryb deb&amp;ugowania</translation>
    </message>
    <message>
        <source>Memory at m&amp;ost (MiB, 0 = fixed)</source>
        <translation>Pamięć &amp;najwyżej (MiB, 0 = stała)</translation>
    </message>
    <message>
        <source>Time to st&amp;art (s)</source>
        <translation>Cz&amp;as na uruchomienie (s)</translation>
    </message>
    <message>
        <source>What will change</source>
        <translation>Co się zmieni</translation>
    </message>
    <message>
        <source>Appl&amp;y</source>
        <translation>&amp;Zastosuj</translation>
    </message>
    <message>
        <source>It was changed elsewhere just now. Look at the changes, then apply them.</source>
        <translation>Właśnie zmieniono to gdzie indziej. Obejrzyj zmiany, a potem je zastosuj.</translation>
    </message>
    <message>
        <source>The notes were changed elsewhere as well. Which ones shall it be?</source>
        <translation>Notatki zmieniono też gdzie indziej. Które mają zostać?</translation>
    </message>
    <message>
        <source>Those from elsewhere:</source>
        <translation>Te z innego miejsca:</translation>
    </message>
    <message>
        <source>&amp;Mine</source>
        <translation>&amp;Moje</translation>
    </message>
    <message>
        <source>Those from &amp;elsewhere</source>
        <translation>T&amp;e z innego miejsca</translation>
    </message>
    <message>
        <source>&amp;Both</source>
        <translation>O&amp;bie</translation>
    </message>
    <message>
        <source>The qube was removed; nothing of this can be applied.</source>
        <translation>Qube został usunięty; nic z tego nie można zastosować.</translation>
    </message>
    <message>
        <source>(they were changed elsewhere meanwhile)</source>
        <translation>(zmieniono je tymczasem gdzie indziej)</translation>
    </message>
    <message>
        <source>Keep the present template at the next start, too</source>
        <translation>Zachowaj obecny szablon także przy następnym uruchomieniu</translation>
    </message>
    <message>
        <source>&amp;Withdraw</source>
        <translation>&amp;Wycofaj</translation>
    </message>
    <message>
        <source>It has {now}, and gets {then} at its next start.</source>
        <translation>Ma {now}, a przy następnym uruchomieniu dostanie {then}.</translation>
    </message>
    <message>
        <source>It runs, so another template comes at its next start.</source>
        <translation>Działa; inny szablon przyjdzie przy następnym uruchomieniu.</translation>
    </message>
    <message>
        <source>It runs; its template can be changed when it is shut down.</source>
        <translation>Działa; szablon można zmienić, gdy jest wyłączony.</translation>
    </message>
    <message>
        <source>{setting}: {now} stays; {then} is not taken at the next start</source>
        <translation>{setting}: {now} zostaje; {then} nie przyjdzie przy następnym uruchomieniu</translation>
    </message>
    <message>
        <source>{setting}: {now} → {then} at the next start, for the qube runs</source>
        <translation>{setting}: {now} → {then} przy następnym uruchomieniu, bo qube działa</translation>
    </message>
    <message>
        <source>Not everything was applied</source>
        <translation>Nie wszystko zastosowano</translation>
    </message>
</context>
<context>
    <name>SheetDialog</name>
    <message>
        <source>Nothing is changed.</source>
        <translation>Nic nie zmieniono.</translation>
    </message>
    <message>
        <source>These changes are not applied yet:</source>
        <translation>Te zmiany nie są jeszcze zastosowane:</translation>
    </message>
    <message>
        <source>&amp;Discard them</source>
        <translation>&amp;Porzuć je</translation>
    </message>
    <message>
        <source>(changed elsewhere meanwhile: {old} → {new})</source>
        <translation>(zmieniono tymczasem gdzie indziej: {old} → {new})</translation>
    </message>
    <message numerus="yes">
        <source>Appl&amp;y %n change(s)</source>
        <translation>
            <numerusform>&amp;Zastosuj %n zmianę</numerusform>
            <numerusform>&amp;Zastosuj %n zmiany</numerusform>
            <numerusform>&amp;Zastosuj %n zmian</numerusform>
        </translation>
    </message>
    <message>
        <source>Appl&amp;y</source>
        <translation>&amp;Zastosuj</translation>
    </message>
    <message>
        <source>Nothing of this was applied: qubesd does not answer. Apply it again when it is back.</source>
        <translation>Nic z tego nie zastosowano: qubesd nie odpowiada. Proszę zastosować ponownie, gdy wróci.</translation>
    </message>
    <message>
        <source>Nothing of this was applied: {reason}</source>
        <translation>Nic z tego nie zastosowano: {reason}</translation>
    </message>
    <message>
        <source>&amp;Keep editing</source>
        <translation>&amp;Edytuj dalej</translation>
    </message>
</context>
<context>
    <name>SourcePage</name>
    <message>
        <source>Backup &amp;file</source>
        <translation>&amp;Plik kopii</translation>
    </message>
    <message>
        <source>B&amp;rowse…</source>
        <translation>&amp;Przeglądaj…</translation>
    </message>
    <message>
        <source>From where</source>
        <translation>Skąd</translation>
    </message>
    <message>
        <source>Which backup shall be restored?</source>
        <translation>Którą kopię przywrócić?</translation>
    </message>
    <message>
        <source>Choose a backup archive.</source>
        <translation>Wybierz archiwum kopii zapasowej.</translation>
    </message>
    <message>
        <source>That file is not a Qubes backup.</source>
        <translation>Ten plik nie jest kopią Qubes.</translation>
    </message>
    <message>
        <source>That is not a file.</source>
        <translation>To nie jest plik.</translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation>Nie ma takiego pliku.</translation>
    </message>
    <message>
        <source>That file cannot be read: {reason}</source>
        <translation>Nie można odczytać tego pliku: {reason}</translation>
    </message>
    <message>
        <source>A Qubes backup, format {version}, {size}</source>
        <translation>Kopia zapasowa Qubes, format {version}, {size}</translation>
    </message>
    <message>
        <source>Backup archive</source>
        <translation>Archiwum kopii zapasowej</translation>
    </message>
    <message>
        <source>It is read out of the running qube {name}.</source>
        <translation>Jest czytana z działającego qube’a {name}.</translation>
    </message>
    <message>
        <source>Which backup shall be verified?</source>
        <translation>Którą kopię sprawdzić?</translation>
    </message>
    <message>
        <source>Or drop the file onto this window. One in a running qube is named QUBE:/path/of/the/file. Nothing is changed before you have seen the plan.</source>
        <translation>Albo upuść plik na to okno. Plik w działającym qubie nazywa się QUBE:/ścieżka/pliku. Nic się nie zmieni, zanim zobaczysz plan.</translation>
    </message>
    <message>
        <source>Back&amp;ups made here, as far as their files can be reached now:</source>
        <translation>Kopie &amp;utworzone tutaj, których pliki są teraz dostępne:</translation>
    </message>
    <message>
        <source>Backups made here</source>
        <translation>Kopie utworzone tutaj</translation>
    </message>
    <message>
        <source>Kept &amp;in</source>
        <translation>Przechowywana &amp;w</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>ten komputer</translation>
    </message>
    <message>
        <source>the qube {name}</source>
        <translation>qube {name}</translation>
    </message>
    <message numerus="yes">
        <source>Go &amp;on with the restore of {archive} that was cut: {done} of %n qube(s) done</source>
        <translation>
            <numerusform>K&amp;ontynuuj przerwane przywracanie {archive}: gotowe {done} z %n qube’a</numerusform>
            <numerusform>K&amp;ontynuuj przerwane przywracanie {archive}: gotowe {done} z %n qube’ów</numerusform>
            <numerusform>K&amp;ontynuuj przerwane przywracanie {archive}: gotowe {done} z %n qube’ów</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatesDialog</name>
    <message>
        <source>Volumes</source>
        <translation>Woluminy</translation>
    </message>
    <message>
        <source>Vo&amp;lume</source>
        <translation>Wo&amp;lumin</translation>
    </message>
    <message>
        <source>Earlier states, the newest first:</source>
        <translation>Wcześniejsze stany, od najnowszego:</translation>
    </message>
    <message>
        <source>Earlier states</source>
        <translation>Wcześniejsze stany</translation>
    </message>
    <message>
        <source>Re&amp;vert to this</source>
        <translation>&amp;Wróć do tego</translation>
    </message>
    <message>
        <source>&amp;Pin…</source>
        <translation>Przy&amp;pnij…</translation>
    </message>
    <message>
        <source>S&amp;et</source>
        <translation>Us&amp;taw</translation>
    </message>
    <message>
        <source>&amp;Size</source>
        <translation>&amp;Rozmiar</translation>
    </message>
    <message>
        <source>&amp;Resize</source>
        <translation>Zmień &amp;rozmiar</translation>
    </message>
    <message>
        <source>P&amp;ool</source>
        <translation>P&amp;ula</translation>
    </message>
    <message>
        <source>&amp;Move there</source>
        <translation>Przenieś ta&amp;m</translation>
    </message>
    <message>
        <source>Progress of the move</source>
        <translation>Postęp przenoszenia</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Cofnij</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Zamknij</translation>
    </message>
    <message>
        <source>Volumes of {name}</source>
        <translation>Woluminy {name}</translation>
    </message>
    <message>
        <source>No earlier state yet: one is kept whenever the qube shuts down.</source>
        <translation>Nie ma jeszcze wcześniejszego stanu: powstaje przy każdym wyłączeniu qube’a.</translation>
    </message>
    <message>
        <source>This volume is not kept, so it has no states.</source>
        <translation>Ten wolumin nie jest zachowywany, więc nie ma stanów.</translation>
    </message>
    <message>
        <source>{size} used, in the pool {pool}</source>
        <translation>użyte {size}, w puli {pool}</translation>
    </message>
    <message>
        <source>It is as it was: {when}.</source>
        <translation>Jest jak było: {when}.</translation>
    </message>
    <message>
        <source>The revert is undone.</source>
        <translation>Powrót został cofnięty.</translation>
    </message>
    <message>
        <source>Pin a state</source>
        <translation>Przypnij stan</translation>
    </message>
    <message>
        <source>It stays until it is unpinned. A note, if you like:</source>
        <translation>Zostaje, dopóki nie zostanie odpięty. Notatka, jeśli chcesz:</translation>
    </message>
    <message>
        <source>It has {size} now.</source>
        <translation>Ma teraz {size}.</translation>
    </message>
    <message>
        <source>This volume is not kept.</source>
        <translation>Ten wolumin nie jest zachowywany.</translation>
    </message>
    <message>
        <source>Shut the qube down first.</source>
        <translation>Najpierw wyłącz qube.</translation>
    </message>
    <message>
        <source>Select a state.</source>
        <translation>Zaznacz stan.</translation>
    </message>
    <message>
        <source>The present state is kept as a state of its own.</source>
        <translation>Obecny stan zostanie zachowany jako osobny.</translation>
    </message>
    <message>
        <source>Un&amp;pin</source>
        <translation>Od&amp;epnij</translation>
    </message>
    <message>
        <source>It has the size of its template&apos;s volume.</source>
        <translation>Ma rozmiar woluminu swojego szablonu.</translation>
    </message>
    <message>
        <source>Earlier states to &amp;keep</source>
        <translation>Wcześniejsze &amp;stany do zachowania</translation>
    </message>
    <message>
        <source>Kept from the next shutdown on: {count}.</source>
        <translation>Zachowywane od następnego wyłączenia: {count}.</translation>
    </message>
    <message>
        <source>In the pool {pool}; nobody has measured it</source>
        <translation>W puli {pool}; nikt tego nie zmierzył</translation>
    </message>
    <message>
        <source>&amp;Pin</source>
        <translation>&amp;Przypnij</translation>
    </message>
    <message>
        <source>C&amp;lone to a new qube…</source>
        <translation>K&amp;lonuj do nowego qube’a…</translation>
    </message>
    <message>
        <source>The qube {name} is made, with that state of the volume.</source>
        <translation>Qube {name} utworzony, z tym stanem woluminu.</translation>
    </message>
    <message>
        <source>The qubesd of this system cannot do this.</source>
        <translation>qubesd tego systemu tego nie potrafi.</translation>
    </message>
    <message>
        <source>Another qube like this one, with the data of that state</source>
        <translation>Drugi qube taki jak ten, z danymi z tego stanu</translation>
    </message>
    <message>
        <source>Shut &amp;down and move</source>
        <translation>&amp;Wyłącz i przenieś</translation>
    </message>
    <message>
        <source>It runs on until somebody shuts it down; then the volume is moved</source>
        <translation>Działa dalej, aż ktoś go wyłączy; potem wolumin zostanie przeniesiony</translation>
    </message>
    <message>
        <source>Move once it is s&amp;hut down</source>
        <translation>Przenieś, gdy się wyłą&amp;czy</translation>
    </message>
    <message>
        <source>It cannot be used now: {reason}</source>
        <translation>Nie można jej teraz używać: {reason}</translation>
    </message>
</context>
<context>
    <name>StatesModel</name>
    <message>
        <source>When</source>
        <translation>Kiedy</translation>
    </message>
    <message>
        <source>Why it was kept</source>
        <translation>Dlaczego zachowano</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>Zajmuje</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notatka</translation>
    </message>
    <message>
        <source>{time}, pinned</source>
        <translation>{time}, przypięty</translation>
    </message>
    <message>
        <source>pinned: it stays until it is unpinned</source>
        <translation>przypięty: zostaje, dopóki nie zostanie odpięty</translation>
    </message>
    <message>
        <source>The driver of its pool does not know</source>
        <translation>Sterownik jego puli tego nie wie</translation>
    </message>
    <message>
        <source>What removing it would free</source>
        <translation>Co zwolni jego usunięcie</translation>
    </message>
</context>
<context>
    <name>StepRail</name>
    <message>
        <source>Step {number} of {total}: {title}</source>
        <translation>Krok {number} z {total}: {title}</translation>
    </message>
</context>
<context>
    <name>StoragePage</name>
    <message>
        <source>Volumes</source>
        <translation>Woluminy</translation>
    </message>
    <message>
        <source>Backups that have this qube:</source>
        <translation>Kopie zapasowe z tym qube’em:</translation>
    </message>
    <message>
        <source>Backups that have this qube</source>
        <translation>Kopie zapasowe z tym qube’em</translation>
    </message>
    <message>
        <source>St&amp;orage, backup</source>
        <translation>&amp;Pamięć masowa, kopie</translation>
    </message>
    <message>
        <source>No backup known here has it.</source>
        <translation>Nie ma go żadna znana tu kopia.</translation>
    </message>
    <message>
        <source>Earlier states, si&amp;ze…</source>
        <translation>Wcześniejsze stany, &amp;rozmiar…</translation>
    </message>
</context>
<context>
    <name>SummaryPage</name>
    <message>
        <source>Qubes that will be saved</source>
        <translation>Qube’y, które zostaną zapisane</translation>
    </message>
    <message>
        <source>The same in a &amp;terminal:</source>
        <translation>To samo w &amp;terminalu:</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>Kopiuj polecenie</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Podsumowanie</translation>
    </message>
    <message>
        <source>This is what will be saved</source>
        <translation>Oto co zostanie zapisane</translation>
    </message>
    <message>
        <source>compressed ({method})</source>
        <translation>skompresowane ({method})</translation>
    </message>
    <message>
        <source>not compressed</source>
        <translation>bez kompresji</translation>
    </message>
    <message>
        <source>settings only</source>
        <translation>tylko ustawienia</translation>
    </message>
    <message>
        <source>compressed ({method}) to about {size}</source>
        <translation>skompresowane ({method}) do około {size}</translation>
    </message>
    <message>
        <source>{size} of data go, encrypted and {compression}, to
{target}
{running}
The archive has the disks, settings, features, tags and notes of the qubes below and names the templates and net qubes they use. Nothing else of this computer.</source>
        <translation>{size} danych, zaszyfrowane i {compression}, trafi do
{target}
{running}
Archiwum ma dyski, ustawienia, cechy, znaczniki i notatki poniższych qube’ów i wymienia szablony oraz qube’y sieciowe, których używają. Nic innego z tego komputera.</translation>
    </message>
    <message>
        <source>As they were before they were started: {names}.</source>
        <translation>W stanie sprzed uruchomienia: {names}.</translation>
    </message>
    <message>
        <source>As they are at that moment, while they run: {names}.</source>
        <translation>W stanie z tej chwili, w trakcie działania: {names}.</translation>
    </message>
    <message>
        <source>Shut down before and started again afterwards: {names}.</source>
        <translation>Wyłączone przedtem i uruchomione ponownie potem: {names}.</translation>
    </message>
    <message numerus="yes">
        <source>Back &amp;up %n qube(s)</source>
        <translation>
            <numerusform>Zap&amp;isz kopię %n qube’a</numerusform>
            <numerusform>Zap&amp;isz kopię %n qube’ów</numerusform>
            <numerusform>Zap&amp;isz kopię %n qube’ów</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SwitchTemplatesDialog</name>
    <message>
        <source>Template</source>
        <translation>Szablon</translation>
    </message>
    <message>
        <source>any template</source>
        <translation>dowolny szablon</translation>
    </message>
    <message>
        <source>Will be restarted: {names}</source>
        <translation>Zostaną uruchomione ponownie: {names}</translation>
    </message>
    <message>
        <source>Left out, for they run: {names}</source>
        <translation>Pominięte, bo działają: {names}</translation>
    </message>
    <message numerus="yes">
        <source>S&amp;witch %n qube(s)</source>
        <translation>
            <numerusform>Z&amp;mień %n qube</numerusform>
            <numerusform>Z&amp;mień %n qube’y</numerusform>
            <numerusform>Z&amp;mień %n qube’ów</numerusform>
        </translation>
    </message>
    <message>
        <source>S&amp;witch</source>
        <translation>Z&amp;mień</translation>
    </message>
    <message>
        <source>No qube is to be switched.</source>
        <translation>Nie ma qube’ów do zmiany.</translation>
    </message>
    <message>
        <source>Switch templates</source>
        <translation>Zmień szablony</translation>
    </message>
    <message>
        <source>Switch qubes to another template</source>
        <translation>Przełącz qube’y na inny szablon</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>&amp;Z</translation>
    </message>
    <message>
        <source>&amp;To</source>
        <translation>&amp;Do</translation>
    </message>
    <message>
        <source>Qubes to switch</source>
        <translation>Qube’y do zmiany</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Zamknij</translation>
    </message>
    <message>
        <source>choose a template</source>
        <translation>wybierz szablon</translation>
    </message>
    <message>
        <source>Choose from which template to which.</source>
        <translation>Wybierz, z którego szablonu na który.</translation>
    </message>
    <message>
        <source>Search these qubes</source>
        <translation>Szukaj wśród tych qube’ów</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Szukaj</translation>
    </message>
    <message>
        <source>&amp;All</source>
        <translation>&amp;Wszystkie</translation>
    </message>
    <message>
        <source>Tick all that are shown</source>
        <translation>Zaznacz wszystkie pokazane</translation>
    </message>
    <message>
        <source>&amp;None</source>
        <translation>Ż&amp;aden</translation>
    </message>
    <message>
        <source>Tick none of those that are shown</source>
        <translation>Nie zaznaczaj żadnego z pokazanych</translation>
    </message>
    <message>
        <source>switch at their next start</source>
        <translation>przełącz przy następnym uruchomieniu</translation>
    </message>
    <message>
        <source>shut down, switch, and start again</source>
        <translation>wyłącz, przełącz i uruchom ponownie</translation>
    </message>
    <message>
        <source>leave as they are</source>
        <translation>zostaw bez zmian</translation>
    </message>
    <message>
        <source>The qubesd of this system cannot put a change off to the next start.</source>
        <translation>qubesd tego systemu nie potrafi odłożyć zmiany do następnego uruchomienia.</translation>
    </message>
    <message numerus="yes">
        <source>%n qube(s) switched.</source>
        <translation>
            <numerusform>Przełączono %n qube.</numerusform>
            <numerusform>Przełączono %n qube’y.</numerusform>
            <numerusform>Przełączono %n qube’ów.</numerusform>
        </translation>
    </message>
    <message>
        <source>At their next start: {names}</source>
        <translation>Przy następnym uruchomieniu: {names}</translation>
    </message>
    <message>
        <source>&amp;Running qubes</source>
        <translation>&amp;Działające qube’y</translation>
    </message>
    <message numerus="yes">
        <source>%n qube(s) will change at the next start.</source>
        <translation>
            <numerusform>%n qube zmieni się przy następnym uruchomieniu.</numerusform>
            <numerusform>%n qube’y zmienią się przy następnym uruchomieniu.</numerusform>
            <numerusform>%n qube’ów zmieni się przy następnym uruchomieniu.</numerusform>
        </translation>
    </message>
    <message>
        <source>Only those; what was changed stays as it is</source>
        <translation>Tylko te; co zmieniono, tak zostaje</translation>
    </message>
    <message>
        <source>&amp;Try the failed ones again</source>
        <translation>&amp;Ponów nieudane</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>shut down</source>
        <translation>wyłączenie</translation>
    </message>
    <message>
        <source>before it was reverted</source>
        <translation>przed powrotem</translation>
    </message>
    <message>
        <source>before data were put in</source>
        <translation>przed włożeniem danych</translation>
    </message>
    <message>
        <source>before it became a copy</source>
        <translation>zanim stał się kopią</translation>
    </message>
    <message>
        <source>before it was restored</source>
        <translation>przed przywróceniem</translation>
    </message>
    <message>
        <source>kept state</source>
        <translation>zachowany stan</translation>
    </message>
    <message>
        <source>started</source>
        <translation>uruchomiono</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>wstrzymano</translation>
    </message>
    <message>
        <source>went on</source>
        <translation>działał dalej</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>zakończył się</translation>
    </message>
    <message>
        <source>label</source>
        <translation>etykieta</translation>
    </message>
    <message>
        <source>template</source>
        <translation>szablon</translation>
    </message>
    <message>
        <source>net qube</source>
        <translation>qube sieciowy</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>pamięć</translation>
    </message>
    <message>
        <source>autostart</source>
        <translation>autostart</translation>
    </message>
    <message>
        <source>in backups</source>
        <translation>w kopiach</translation>
    </message>
    <message>
        <source>disposable</source>
        <translation>jednorazowy</translation>
    </message>
    <message>
        <source>kernel</source>
        <translation>jądro</translation>
    </message>
    <message>
        <source>data of {time}</source>
        <translation>dane z {time}</translation>
    </message>
</context>
<context>
    <name>TimelineModel</name>
    <message>
        <source>backup; the verification failed</source>
        <translation>kopia; sprawdzenie nie powiodło się</translation>
    </message>
    <message>
        <source>backup, verified</source>
        <translation>kopia, sprawdzona</translation>
    </message>
    <message>
        <source>backup, not verified yet</source>
        <translation>kopia, jeszcze niesprawdzona</translation>
    </message>
    <message>
        <source>holds {size}</source>
        <translation>zajmuje {size}</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>przypięty</translation>
    </message>
    <message>
        <source>seen by this window; nobody keeps it</source>
        <translation>widziane przez to okno; nikt tego nie przechowuje</translation>
    </message>
    <message>
        <source>a stream</source>
        <translation>strumienia</translation>
    </message>
    <message>
        <source>restored from {archive}</source>
        <translation>przywrócono z {archive}</translation>
    </message>
    <message>
        <source>restored from {archive} (backup of {time})</source>
        <translation>przywrócono z {archive} (kopia z {time})</translation>
    </message>
</context>
<context>
    <name>UnlockPage</name>
    <message>
        <source>&amp;Passphrase</source>
        <translation>&amp;Hasło</translation>
    </message>
    <message>
        <source>Checking the passphrase</source>
        <translation>Sprawdzanie hasła</translation>
    </message>
    <message>
        <source>It is the one that was typed when the backup was made. Checking it takes some seconds, on purpose: that is what makes it hard to guess.</source>
        <translation>To hasło wpisane przy tworzeniu kopii. Sprawdzanie trwa kilka sekund celowo: dlatego trudno je odgadnąć.</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Hasło</translation>
    </message>
    <message>
        <source>What is its passphrase?</source>
        <translation>Jakie jest jego hasło?</translation>
    </message>
    <message>
        <source>Type the passphrase.</source>
        <translation>Wpisz hasło.</translation>
    </message>
    <message>
        <source>This passphrase does not open the archive. Check capital letters and the keyboard layout. If you are sure of it, the beginning of the file was changed.</source>
        <translation>To hasło nie otwiera archiwum. Sprawdź wielkie litery i układ klawiatury. Jeśli masz pewność, początek pliku został zmieniony.</translation>
    </message>
    <message>
        <source>That file is not a Qubes backup. {reason}</source>
        <translation>Ten plik nie jest kopią Qubes. {reason}</translation>
    </message>
    <message>
        <source>The archive is damaged. {reason}</source>
        <translation>Archiwum jest uszkodzone. {reason}</translation>
    </message>
</context>
<context>
    <name>VolumeMover</name>
    <message>
        <source>{pool}, {free} free</source>
        <translation>{pool}, wolne {free}</translation>
    </message>
    <message>
        <source>{name} runs. A volume can be moved while its qube is shut down.</source>
        <translation>{name} działa. Wolumin można przenieść, gdy jego qube jest wyłączony.</translation>
    </message>
    <message>
        <source>&amp;Move there</source>
        <translation>Przenieś ta&amp;m</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Anuluj</translation>
    </message>
    <message>
        <source>This volume is not kept.</source>
        <translation>Ten wolumin nie jest zachowywany.</translation>
    </message>
    <message>
        <source>Shut the qube down first.</source>
        <translation>Najpierw wyłącz qube.</translation>
    </message>
    <message>
        <source>It is there already.</source>
        <translation>Już tam jest.</translation>
    </message>
    <message>
        <source>It is copied and compared; then the one here is removed.</source>
        <translation>Zostanie skopiowany i porównany; potem ten tutaj zostanie usunięty.</translation>
    </message>
    <message>
        <source>The volume is moved as soon as {name} is shut down, if this window is still open.</source>
        <translation>Wolumin zostanie przeniesiony, gdy tylko {name} zostanie wyłączony, jeśli to okno będzie jeszcze otwarte.</translation>
    </message>
    <message>
        <source>It is not moved. The qube shuts down all the same.</source>
        <translation>Nie zostanie przeniesiony. Qube i tak się wyłączy.</translation>
    </message>
    <message>
        <source>{name} is being shut down; then the volume is moved.</source>
        <translation>{name} jest wyłączany; potem wolumin zostanie przeniesiony.</translation>
    </message>
    <message>
        <source>It is in the pool {pool} now.</source>
        <translation>Jest teraz w puli {pool}.</translation>
    </message>
    <message numerus="yes">
        <source>%n earlier state(s) will be removed, for none come along.</source>
        <translation>
            <numerusform>%n wcześniejszy stan zostanie usunięty, bo wcześniejsze stany nie są przenoszone.</numerusform>
            <numerusform>%n wcześniejsze stany zostaną usunięte, bo nie są przenoszone.</numerusform>
            <numerusform>%n wcześniejszych stanów zostanie usuniętych, bo nie są przenoszone.</numerusform>
        </translation>
    </message>
    <message>
        <source>The move of the volume {volume} of {name}</source>
        <translation>Przenoszenie woluminu {volume} qube’a {name}</translation>
    </message>
</context>
<context>
    <name>VolumePoolsDialog</name>
    <message>
        <source>Pools of the volumes</source>
        <translation>Pule woluminów</translation>
    </message>
    <message>
        <source>Volumes</source>
        <translation>Woluminy</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Zamknij</translation>
    </message>
    <message>
        <source>Where shall the volumes of {name} be kept?</source>
        <translation>Gdzie mają być woluminy {name}?</translation>
    </message>
</context>
<context>
    <name>VolumePoolsModel</name>
    <message>
        <source>Volume</source>
        <translation>Wolumin</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Najwyżej</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>Pula</translation>
    </message>
</context>
<context>
    <name>VolumesModel</name>
    <message>
        <source>Volume</source>
        <translation>Wolumin</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>Pula</translation>
    </message>
    <message>
        <source>Used / size</source>
        <translation>Użyte / rozmiar</translation>
    </message>
    <message>
        <source>At shutdown</source>
        <translation>Przy wyłączeniu</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>zachowany</translation>
    </message>
    <message>
        <source>discarded</source>
        <translation>porzucany</translation>
    </message>
    <message>
        <source>read only</source>
        <translation>tylko do odczytu</translation>
    </message>
    <message>
        <source>A snapshot of {source}, taken at every start</source>
        <translation>Migawka {source}, robiona przy każdym starcie</translation>
    </message>
    <message>
        <source>The qube&apos;s own data; a backup saves it</source>
        <translation>Własne dane qube’a; zapisuje je kopia</translation>
    </message>
    <message>
        <source>Scratch space, emptied at every start</source>
        <translation>Miejsce tymczasowe, opróżniane przy każdym starcie</translation>
    </message>
    <message>
        <source>Never written by the qube</source>
        <translation>Qube nigdy tu nie pisze</translation>
    </message>
    <message>
        <source>not usable</source>
        <translation>nie do użycia</translation>
    </message>
</context>
<context>
    <name>WhatPage</name>
    <message>
        <source>&amp;Profile</source>
        <translation>&amp;Profil</translation>
    </message>
    <message>
        <source>What, where and how, kept under a name</source>
        <translation>Co, gdzie i jak, pod jedną nazwą</translation>
    </message>
    <message>
        <source>&amp;Save as…</source>
        <translation>Zapi&amp;sz jako…</translation>
    </message>
    <message>
        <source>Sche&amp;dule…</source>
        <translation>&amp;Harmonogram…</translation>
    </message>
    <message>
        <source>Search qubes</source>
        <translation>Szukaj qube’ów</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Szukaj</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>Z&amp;aznacz wszystko</translation>
    </message>
    <message>
        <source>Tick all qubes that are shown</source>
        <translation>Zaznacz wszystkie pokazane qube’y</translation>
    </message>
    <message>
        <source>Select n&amp;one</source>
        <translation>&amp;Odznacz wszystko</translation>
    </message>
    <message>
        <source>Untick all qubes that are shown</source>
        <translation>Odznacz wszystkie pokazane qube’y</translation>
    </message>
    <message>
        <source>Qubes to save</source>
        <translation>Qube’y do zapisania</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Co</translation>
    </message>
    <message>
        <source>Which qubes shall be saved?</source>
        <translation>Które qube’y zapisać?</translation>
    </message>
    <message>
        <source>Tick the qubes to save.</source>
        <translation>Zaznacz qube’y do zapisania.</translation>
    </message>
    <message numerus="yes">
        <source>%n qube(s)</source>
        <translation>
            <numerusform>%n qube</numerusform>
            <numerusform>%n qube’y</numerusform>
            <numerusform>%n qube’ów</numerusform>
        </translation>
    </message>
    <message>
        <source>{qubes}, {size} before compression</source>
        <translation>{qubes}, {size} przed kompresją</translation>
    </message>
    <message>
        <source>Of qubes that &amp;run, save</source>
        <translation>&amp;Z działających qube’ów zapisz</translation>
    </message>
    <message>
        <source>their last clean state</source>
        <translation>ich ostatni czysty stan</translation>
    </message>
    <message>
        <source>As they were before they were started; nothing of them is disturbed.</source>
        <translation>Takie, jak przed uruchomieniem; nic w nich nie zostanie zakłócone.</translation>
    </message>
    <message>
        <source>a snapshot of now</source>
        <translation>migawkę z tej chwili</translation>
    </message>
    <message>
        <source>What a power cut would leave. Programs inside may have to mend their files.</source>
        <translation>To, co zostałoby po zaniku zasilania. Programy w środku mogą musieć naprawić swoje pliki.</translation>
    </message>
    <message>
        <source>what they hold once shut down, and start them again</source>
        <translation>to, co mają po wyłączeniu, i uruchom je ponownie</translation>
    </message>
    <message>
        <source>Complete and clean. Whoever works in them is interrupted.</source>
        <translation>Pełne i czyste. Kto w nich pracuje, temu praca zostanie przerwana.</translation>
    </message>
    <message>
        <source>{qubes}, {size}; about {packed} in the archive, as earlier ones went</source>
        <translation>{qubes}, {size}; około {packed} w archiwum, sądząc po wcześniejszych</translation>
    </message>
</context>
<context>
    <name>WherePage</name>
    <message>
        <source>&amp;Folder</source>
        <translation>&amp;Folder</translation>
    </message>
    <message>
        <source>B&amp;rowse…</source>
        <translation>&amp;Przeglądaj…</translation>
    </message>
    <message>
        <source>File na&amp;me</source>
        <translation>&amp;Nazwa pliku</translation>
    </message>
    <message>
        <source>&amp;On</source>
        <translation>&amp;Na</translation>
    </message>
    <message>
        <source>This is the disk that holds the qubes themselves. A backup here helps against mistakes, not against a broken, lost or stolen disk.</source>
        <translation>To dysk, na którym są same qube’y. Kopia tutaj pomaga przy pomyłkach, ale nie przy dysku zepsutym, zgubionym lub skradzionym.</translation>
    </message>
    <message>
        <source>The file gets its name only when it is complete; until then it ends in .incomplete. Any Qubes system, and this program, can restore it.</source>
        <translation>Plik dostaje nazwę dopiero, gdy jest kompletny; do tego czasu kończy się na .incomplete. Przywróci go każdy system Qubes i ten program.</translation>
    </message>
    <message>
        <source>the qube {name}</source>
        <translation>qube {name}</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>ten komputer</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Gdzie</translation>
    </message>
    <message>
        <source>Where shall the backup be kept?</source>
        <translation>Gdzie przechować kopię?</translation>
    </message>
    <message>
        <source>Choose a folder.</source>
        <translation>Wybierz folder.</translation>
    </message>
    <message>
        <source>In a qube, the folder is a whole path: it begins with /.</source>
        <translation>W qubie folder jest pełną ścieżką: zaczyna się od /.</translation>
    </message>
    <message>
        <source>That cannot be the name of a file.</source>
        <translation>To nie może być nazwą pliku.</translation>
    </message>
    <message>
        <source>There is no such folder.</source>
        <translation>Nie ma takiego folderu.</translation>
    </message>
    <message>
        <source>That is a file, not a folder.</source>
        <translation>To plik, a nie folder.</translation>
    </message>
    <message>
        <source>You may not write to that folder.</source>
        <translation>Nie możesz pisać do tego folderu.</translation>
    </message>
    <message>
        <source>There is a file of that name; nothing is overwritten.</source>
        <translation>Jest plik o tej nazwie; nic nie jest nadpisywane.</translation>
    </message>
    <message>
        <source>Type the folder: this program does not look into qubes.</source>
        <translation>Wpisz folder: ten program nie zagląda do qube’ów.</translation>
    </message>
    <message>
        <source>{free} free, and {needed} to save before compression: it may not fit.</source>
        <translation>Wolne {free}, a do zapisania {needed} przed kompresją: może się nie zmieścić.</translation>
    </message>
    <message>
        <source>Writable, {free} free</source>
        <translation>Można zapisywać, wolne {free}</translation>
    </message>
    <message>
        <source>Folder for the backup</source>
        <translation>Folder na kopię zapasową</translation>
    </message>
    <message>
        <source>{free} free, and about {needed} are needed: it may not fit.</source>
        <translation>Wolne {free}, a potrzeba około {needed}: może się nie zmieścić.</translation>
    </message>
    <message>
        <source>{free} free. The last try here failed: {reason}</source>
        <translation>Wolne {free}. Ostatnia próba tutaj nie powiodła się: {reason}</translation>
    </message>
    <message>
        <source>{name} is asked whether it can take the backup…</source>
        <translation>{name} jest pytany, czy może przyjąć kopię…</translation>
    </message>
    <message>
        <source>{name} may not write to that folder.</source>
        <translation>{name} nie może pisać do tego folderu.</translation>
    </message>
    <message>
        <source>The qube takes a folder only.</source>
        <translation>Qube przyjmuje tylko folder.</translation>
    </message>
    <message>
        <source>The qube gives the file a name, made of the date.</source>
        <translation>Qube nada plikowi nazwę z daty.</translation>
    </message>
    <message>
        <source>Whether {name} can take the backup is not known: it cannot be asked ({reason}). It checks the folder when the backup begins, before any data go.</source>
        <translation>Nie wiadomo, czy {name} może przyjąć kopię: nie można go zapytać ({reason}). Sprawdzi folder na początku kopii, zanim popłyną dane.</translation>
    </message>
    <message>
        <source>The last try here failed: {reason}</source>
        <translation>Ostatnia próba tutaj nie powiodła się: {reason}</translation>
    </message>
    <message>
        <source>{name} can write there, {free} free</source>
        <translation>{name} może tam pisać, wolne {free}</translation>
    </message>
    <message>
        <source>{name} can write there; how much is free it does not say</source>
        <translation>{name} może tam pisać; nie mówi, ile jest wolne</translation>
    </message>
    <message>
        <source>Command &amp;line</source>
        <translation>&amp;Wiersz polecenia</translation>
    </message>
    <message>
        <source>a command of this computer</source>
        <translation>polecenie tego komputera</translation>
    </message>
    <message>
        <source>Type the command.</source>
        <translation>Wpisz polecenie.</translation>
    </message>
    <message>
        <source>The folder is a whole path: it begins with /.</source>
        <translation>Folder to pełna ścieżka: zaczyna się od /.</translation>
    </message>
    <message>
        <source>A shell of this computer runs it, as you, with the archive as its input. Whether the archive is whole there cannot be found out from here.</source>
        <translation>Powłoka tego komputera uruchamia je w Twoim imieniu, z archiwum na wejściu. Stąd nie da się sprawdzić, czy archiwum jest tam całe.</translation>
    </message>
</context>
<context>
    <name>Wizard</name>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Wstecz</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Dalej</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Anuluj</translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message>
        <source>{number} bytes</source>
        <translation>{number} bajtów</translation>
    </message>
    <message>
        <source>{size}/s</source>
        <translation>{size}/s</translation>
    </message>
    <message>
        <source>{count} s</source>
        <translation>{count} s</translation>
    </message>
    <message>
        <source>{count} min</source>
        <translation>{count} min</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} godz. {minutes} min</translation>
    </message>
    <message>
        <source>about {duration} left</source>
        <translation>zostało około {duration}</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nigdy</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>przed chwilą</translation>
    </message>
    <message>
        <source>{count} min ago</source>
        <translation>{count} min temu</translation>
    </message>
    <message>
        <source>{count} h ago</source>
        <translation>{count} godz. temu</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>%n dzień temu</numerusform>
            <numerusform>%n dni temu</numerusform>
            <numerusform>%n dni temu</numerusform>
        </translation>
    </message>
    <message>
        <source>App</source>
        <translation>Aplikacja</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Szablon</translation>
    </message>
    <message>
        <source>Disposable</source>
        <translation>Jednorazowy</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Usługa</translation>
    </message>
    <message>
        <source>Standalone</source>
        <translation>Samodzielny</translation>
    </message>
    <message>
        <source>Admin</source>
        <translation>Administracja</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Działa</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Wstrzymany</translation>
    </message>
    <message>
        <source>Halted</source>
        <translation>Zatrzymany</translation>
    </message>
    <message>
        <source>Crashed</source>
        <translation>Awaria</translation>
    </message>
    <message>
        <source>Unfinished</source>
        <translation>Nieukończony</translation>
    </message>
    <message>
        <source>Outdated</source>
        <translation>Nieaktualne</translation>
    </message>
    <message>
        <source>At risk</source>
        <translation>Zagrożone</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Zagubiony</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Uruchamia się</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Wyłącza się</translation>
    </message>
    <message>
        <source>{count} h</source>
        <translation>{count} godz.</translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation>została niecała minuta</translation>
    </message>
    <message>
        <source>less than {duration} left</source>
        <translation>zostało mniej niż {duration}</translation>
    </message>
    <message>
        <source>{low} to {high} min left</source>
        <translation>zostało od {low} do {high} min</translation>
    </message>
    <message>
        <source>{shortest} to {longest} left</source>
        <translation>zostało od {shortest} do {longest}</translation>
    </message>
</context>
</TS>
