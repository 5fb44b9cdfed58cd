<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- Machine-made by a language model, not yet read by a native speaker; corrections are welcome. -->
<TS version="2.1" language="es" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>Version {version}</source>
        <translation>Versión {version}</translation>
    </message>
    <message>
        <source>the qubesd of this system</source>
        <translation>el qubesd de este sistema</translation>
    </message>
    <message>
        <source>Store: {store}</source>
        <translation>Almacén: {store}</translation>
    </message>
    <message>
        <source>About Qube Manager</source>
        <translation>Acerca de Qube Manager</translation>
    </message>
    <message>
        <source>Qube Manager</source>
        <translation>Qube Manager</translation>
    </message>
    <message>
        <source>See, run, back up and restore qubes.</source>
        <translation>Ver, ejecutar, respaldar y restaurar qubes.</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 2 or later.</source>
        <translation>Software libre bajo la Licencia Pública General de GNU, versión 2 o posterior.</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Cerrar</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>qubesd does not answer</source>
        <translation>qubesd no responde</translation>
    </message>
    <message>
        <source>A backup or restore is running; see below</source>
        <translation>Hay un respaldo o una restauración en marcha; véase abajo</translation>
    </message>
    <message>
        <source>There are no qubes</source>
        <translation>No hay qubes</translation>
    </message>
    <message>
        <source>Make a new qube</source>
        <translation>Crear un qube nuevo</translation>
    </message>
    <message>
        <source>Defaults of all qubes</source>
        <translation>Valores predeterminados de todos los qubes</translation>
    </message>
    <message>
        <source>Move qubes from one template to another</source>
        <translation>Pasar qubes de una plantilla a otra</translation>
    </message>
    <message>
        <source>Where the volumes are, and how full</source>
        <translation>Dónde están los volúmenes, y cuán lleno está</translation>
    </message>
    <message>
        <source>Bring qubes back from a backup archive</source>
        <translation>Traer qubes de un archivo de respaldo</translation>
    </message>
    <message>
        <source>Read a backup to its end; nothing is written</source>
        <translation>Leer un respaldo hasta el final; no se escribe nada</translation>
    </message>
    <message>
        <source>Save qubes to an encrypted archive</source>
        <translation>Respaldar qubes en un archivo cifrado</translation>
    </message>
    <message>
        <source>Select one qube</source>
        <translation>Seleccione un qube</translation>
    </message>
    <message>
        <source>Select several qubes</source>
        <translation>Seleccione varios qubes</translation>
    </message>
    <message>
        <source>Select the qubes to remove</source>
        <translation>Seleccione los qubes por quitar</translation>
    </message>
    <message>
        <source>Settings of the selected qube</source>
        <translation>Ajustes del qube seleccionado</translation>
    </message>
    <message>
        <source>One change of all selected qubes, shown before it is made</source>
        <translation>Un cambio de todos los qubes seleccionados, mostrado antes de hacerlo</translation>
    </message>
    <message>
        <source>Go back to an earlier state; size of its volumes</source>
        <translation>Volver a un estado anterior; tamaño de sus volúmenes</translation>
    </message>
    <message>
        <source>Make a second qube like it</source>
        <translation>Crear un segundo qube igual</translation>
    </message>
    <message>
        <source>Give it another name</source>
        <translation>Darle otro nombre</translation>
    </message>
    <message>
        <source>Remove the selected qubes</source>
        <translation>Quitar los qubes seleccionados</translation>
    </message>
    <message>
        <source>Start the selected qubes</source>
        <translation>Arrancar los qubes seleccionados</translation>
    </message>
    <message>
        <source>Ask the selected qubes to shut down</source>
        <translation>Pedir a los qubes seleccionados que se apaguen</translation>
    </message>
    <message>
        <source>Shut them down and start them again</source>
        <translation>Apagarlos y volver a arrancarlos</translation>
    </message>
    <message>
        <source>Stop their processors; their memory stays</source>
        <translation>Parar sus procesadores; su memoria queda</translation>
    </message>
    <message>
        <source>Let paused qubes go on</source>
        <translation>Dejar seguir a los qubes pausados</translation>
    </message>
    <message>
        <source>End them at once; what they have not saved is lost</source>
        <translation>Terminarlos de golpe; lo no guardado se pierde</translation>
    </message>
    <message>
        <source>Open its text console in a terminal</source>
        <translation>Abrir su consola de texto en una terminal</translation>
    </message>
    <message>
        <source>No terminal program was found. In one, type: {command}</source>
        <translation>No se encontró ninguna terminal. En una, escriba: {command}</translation>
    </message>
    <message>
        <source>Select the qubes first</source>
        <translation>Seleccione antes los qubes</translation>
    </message>
    <message>
        <source>Its restore did not finish; it cannot be started</source>
        <translation>Su restauración no terminó; no puede arrancar</translation>
    </message>
    <message>
        <source>None of the selected qubes is in a state for it</source>
        <translation>Ninguno de los qubes seleccionados está en un estado adecuado</translation>
    </message>
    <message>
        <source>It is the system itself</source>
        <translation>Es el sistema mismo</translation>
    </message>
    <message>
        <source>It is in the state: {state}</source>
        <translation>Está en el estado: {state}</translation>
    </message>
    <message>
        <source>Several are selected; for them there is: {action} ({key})</source>
        <translation>Hay varios elegidos; para ellos está: {action} ({key})</translation>
    </message>
    <message>
        <source>It is for one qube, and several are selected</source>
        <translation>Es para un qube, y hay varios elegidos</translation>
    </message>
</context>
<context>
    <name>AddPoolDialog</name>
    <message>
        <source>Add a pool</source>
        <translation>Añadir un pool</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nombre</translation>
    </message>
    <message>
        <source>&amp;Driver</source>
        <translation>Contro&amp;lador</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Opciones</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Añadir</translation>
    </message>
    <message>
        <source>Canc&amp;el</source>
        <translation>Canc&amp;elar</translation>
    </message>
    <message>
        <source>Type a name.</source>
        <translation>Escriba un nombre.</translation>
    </message>
    <message>
        <source>There is a pool of that name.</source>
        <translation>Hay un pool con ese nombre.</translation>
    </message>
    <message>
        <source>Files in a folder; copies share their blocks (btrfs, XFS).</source>
        <translation>Archivos en una carpeta; las copias comparten sus bloques (btrfs, XFS).</translation>
    </message>
    <message>
        <source>Thin volumes of LVM, in a thin pool that is there already.</source>
        <translation>Volúmenes finos de LVM, en un thin pool que ya existe.</translation>
    </message>
    <message>
        <source>Plain files in a folder, for file systems that share no blocks.</source>
        <translation>Archivos simples en una carpeta, para sistemas de archivos que no comparten bloques.</translation>
    </message>
    <message>
        <source>A folder of kernels, one in a folder each.</source>
        <translation>Una carpeta de núcleos, cada uno en su carpeta.</translation>
    </message>
    <message>
        <source>Use it even where &amp;copies take their full space</source>
        <translation>Usarlo aun donde las &amp;copias ocupan todo su espacio</translation>
    </message>
    <message>
        <source>&amp;Folder</source>
        <translation>Car&amp;peta</translation>
    </message>
    <message>
        <source>Volume &amp;group</source>
        <translation>&amp;Grupo de volúmenes</translation>
    </message>
    <message>
        <source>&amp;Thin pool</source>
        <translation>Pool &amp;thin</translation>
    </message>
    <message>
        <source>Look for a folder</source>
        <translation>Buscar una carpeta</translation>
    </message>
    <message>
        <source>Folder of the pool</source>
        <translation>Carpeta del pool</translation>
    </message>
    <message>
        <source>A name has letters from A to Z, digits, “-”, “_” and “.”, 63 at most.</source>
        <translation>Un nombre tiene letras de la A a la Z, cifras, «-», «_» y «.», 63 como máximo.</translation>
    </message>
    <message>
        <source>Choose a folder.</source>
        <translation>Elija una carpeta.</translation>
    </message>
    <message>
        <source>The folder is told by its whole path, from the first “/” on.</source>
        <translation>La carpeta se indica con su ruta completa, desde la primera «/».</translation>
    </message>
    <message>
        <source>Copies cannot share their space in that folder. Tick the box to use it anyway.</source>
        <translation>En esa carpeta las copias no pueden compartir su espacio. Marque la casilla para usarla de todos modos.</translation>
    </message>
</context>
<context>
    <name>BackupRun</name>
    <message>
        <source>The archive is {path}</source>
        <translation>El archivo es {path}</translation>
    </message>
    <message>
        <source>verifying</source>
        <translation>verificando</translation>
    </message>
    <message>
        <source>verifying {qube}</source>
        <translation>verificando {qube}</translation>
    </message>
    <message>
        <source>{result} But the archive could not be verified.</source>
        <translation>{result} Pero el archivo no se pudo verificar.</translation>
    </message>
    <message>
        <source>{result} The archive was read back and is whole.</source>
        <translation>{result} El archivo se releyó y está entero.</translation>
    </message>
    <message>
        <source>It could not be read back: {reason}</source>
        <translation>No se pudo volver a leer: {reason}</translation>
    </message>
    <message>
        <source>writing: {left}</source>
        <translation>escritura: {left}</translation>
    </message>
    <message>
        <source>All of the archive went to the command {command}</source>
        <translation>Todo el archivo fue a la orden {command}</translation>
    </message>
</context>
<context>
    <name>BackupWizard</name>
    <message>
        <source>Back up qubes</source>
        <translation>Respaldar qubes</translation>
    </message>
    <message numerus="yes">
        <source>Backing up %n qube(s)</source>
        <translation>
            <numerusform>Respaldando %n qube</numerusform>
            <numerusform>Respaldando %n qubes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BackupsModel</name>
    <message>
        <source>Made</source>
        <translation>Hecho</translation>
    </message>
    <message>
        <source>Qubes</source>
        <translation>Qubes</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Tamaño</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Archivo</translation>
    </message>
    <message>
        <source>verification failed</source>
        <translation>la verificación falló</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>verificado</translation>
    </message>
    <message>
        <source>not verified yet</source>
        <translation>aún sin verificar</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Dismiss</source>
        <translation>Ocultar</translation>
    </message>
</context>
<context>
    <name>BatchDialog</name>
    <message numerus="yes">
        <source>%n change(s) made, none failed.</source>
        <translation>
            <numerusform>%n cambio hecho, ninguno falló.</numerusform>
            <numerusform>%n cambios hechos, ninguno falló.</numerusform>
        </translation>
    </message>
    <message>
        <source>changed, but not started again: qubesd went away</source>
        <translation>cambiado, pero no arrancado de nuevo: qubesd se fue</translation>
    </message>
    <message>
        <source>not changed: qubesd went away</source>
        <translation>sin cambiar: qubesd se fue</translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n answered…</source>
        <translation>
            <numerusform>{done} de %n respondidos…</numerusform>
            <numerusform>{done} de %n respondidos…</numerusform>
        </translation>
    </message>
    <message>
        <source>qubesd went away before it answered all. What was changed is read when it is back…</source>
        <translation>qubesd se fue antes de responder a todo. Lo que se cambió se lee cuando vuelva…</translation>
    </message>
    <message numerus="yes">
        <source>{failed} of %n change(s) failed; the list says why.</source>
        <translation>
            <numerusform>{failed} de %n cambio falló; la lista dice por qué.</numerusform>
            <numerusform>{failed} de %n cambios fallaron; la lista dice por qué.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BatchEditDialog</name>
    <message numerus="yes">
        <source>Change %n qube(s) at once</source>
        <translation>
            <numerusform>Cambiar %n qube a la vez</numerusform>
            <numerusform>Cambiar %n qubes a la vez</numerusform>
        </translation>
    </message>
    <message>
        <source>default</source>
        <translation>predeterminado</translation>
    </message>
    <message>
        <source>different values</source>
        <translation>valores distintos</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>sin cambios</translation>
    </message>
    <message>
        <source>What came of it:</source>
        <translation>Qué resultó:</translation>
    </message>
    <message>
        <source>Add tag</source>
        <translation>Añadir marca</translation>
    </message>
    <message>
        <source>Remove tag</source>
        <translation>Quitar marca</translation>
    </message>
    <message>
        <source>none of them has it</source>
        <translation>ninguno de ellos lo tiene</translation>
    </message>
    <message>
        <source>unchanged ({value})</source>
        <translation>sin cambios ({value})</translation>
    </message>
    <message>
        <source>different</source>
        <translation>distintos</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Change %n qube(s)</source>
        <translation>
            <numerusform>C&amp;ambiar %n qube</numerusform>
            <numerusform>C&amp;ambiar %n qubes</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Change</source>
        <translation>C&amp;ambiar</translation>
    </message>
    <message>
        <source>Nothing is changed yet.</source>
        <translation>Aún no se ha cambiado nada.</translation>
    </message>
    <message>
        <source>Change several qubes</source>
        <translation>Cambiar varios qubes</translation>
    </message>
    <message>
        <source>&amp;Label</source>
        <translation>&amp;Etiqueta</translation>
    </message>
    <message>
        <source>&amp;Template</source>
        <translation>&amp;Plantilla</translation>
    </message>
    <message>
        <source>&amp;Net qube</source>
        <translation>Qube de &amp;red</translation>
    </message>
    <message>
        <source>In &amp;backups by default</source>
        <translation>En los &amp;respaldos por defecto</translation>
    </message>
    <message>
        <source>Start with the com&amp;puter</source>
        <translation>Arrancar con el equi&amp;po</translation>
    </message>
    <message>
        <source>&amp;Disposable template</source>
        <translation>Plantilla &amp;desechable</translation>
    </message>
    <message>
        <source>M&amp;ode</source>
        <translation>M&amp;odo</translation>
    </message>
    <message>
        <source>Memory at start (&amp;MiB)</source>
        <translation>Memoria al arrancar (&amp;MiB)</translation>
    </message>
    <message>
        <source>&amp;Add the tag</source>
        <translation>&amp;Añadir la marca</translation>
    </message>
    <message>
        <source>&amp;Remove the tag</source>
        <translation>&amp;Quitar la marca</translation>
    </message>
    <message>
        <source>This will change:</source>
        <translation>Esto cambiará:</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Cambios</translation>
    </message>
    <message>
        <source>Clo&amp;se</source>
        <translation>Ce&amp;rrar</translation>
    </message>
    <message>
        <source>Only those; what was changed stays as it is</source>
        <translation>Solo esos; lo que se cambió queda así</translation>
    </message>
    <message>
        <source>&amp;Try the failed ones again</source>
        <translation>Rein&amp;tentar los que fallaron</translation>
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
        <translation>Ajuste</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Ahora</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Después</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Resultado</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>cambiado</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Antes</translation>
    </message>
    <message>
        <source>{value}, at the next start</source>
        <translation>{value}, en el próximo arranque</translation>
    </message>
    <message>
        <source>changes at the next start</source>
        <translation>cambia en el próximo arranque</translation>
    </message>
    <message>
        <source>trying again…</source>
        <translation>se reintenta…</translation>
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
        <translation>Clase</translation>
    </message>
    <message>
        <source>To save</source>
        <translation>Por respaldar</translation>
    </message>
    <message>
        <source>Last backup</source>
        <translation>Último respaldo</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Observaciones</translation>
    </message>
    <message>
        <source>Left over from an unfinished restore; not saved</source>
        <translation>Resto de una restauración inacabada; no se respalda</translation>
    </message>
    <message>
        <source>Saved as it is now, as after a power cut</source>
        <translation>Se respalda como está ahora, como tras un corte de luz</translation>
    </message>
    <message>
        <source>Shut down, saved, started again</source>
        <translation>Se apaga, se respalda y se arranca de nuevo</translation>
    </message>
    <message>
        <source>Saved as before its start</source>
        <translation>Se respalda como antes de arrancar</translation>
    </message>
    <message>
        <source>Saved as before its start, {when}</source>
        <translation>Se respalda como antes de arrancar ({when})</translation>
    </message>
    <message>
        <source>Its data is missing ({volumes}); not saved</source>
        <translation>Faltan sus datos ({volumes}); no se guarda</translation>
    </message>
</context>
<context>
    <name>CloneDialog</name>
    <message>
        <source>Clone {name}</source>
        <translation>Clonar {name}</translation>
    </message>
    <message>
        <source>C&amp;lone</source>
        <translation>C&amp;lonar</translation>
    </message>
    <message>
        <source>A second qube with the same settings and data ({size}).</source>
        <translation>Un segundo qube con los mismos ajustes y datos ({size}).</translation>
    </message>
    <message>
        <source>It takes next to no space: the pool shares blocks ({pools}).</source>
        <translation>Casi no ocupa espacio: el pool comparte bloques ({pools}).</translation>
    </message>
    <message>
        <source>It takes as much again: the pool does not share blocks ({pools}).</source>
        <translation>Ocupa otro tanto: el pool no comparte bloques ({pools}).</translation>
    </message>
    <message>
        <source>Cancelled; what was made of it is being removed.</source>
        <translation>Cancelado; se quita lo que se había hecho.</translation>
    </message>
</context>
<context>
    <name>CloneStateDialog</name>
    <message>
        <source>Clone {name} as it was</source>
        <translation>Clonar {name} como estaba</translation>
    </message>
    <message>
        <source>A second qube with the same settings. Its volume {volume} is as it was until {time}.</source>
        <translation>Un segundo qube con los mismos ajustes. Su volumen {volume} está como estaba hasta {time}.</translation>
    </message>
    <message>
        <source>As they are now: {volumes}.</source>
        <translation>Como están ahora: {volumes}.</translation>
    </message>
</context>
<context>
    <name>Copied</name>
    <message>
        <source>Copied</source>
        <translation>Copiado</translation>
    </message>
</context>
<context>
    <name>DetailsPanel</name>
    <message>
        <source>O&amp;verview</source>
        <translation>R&amp;esumen</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Clase</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Etiqueta</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Plantilla</translation>
    </message>
    <message>
        <source>Net qube</source>
        <translation>Qube de red</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Papel</translation>
    </message>
    <message>
        <source>Disk used / size</source>
        <translation>Disco usado / tamaño</translation>
    </message>
    <message>
        <source>Last backup</source>
        <translation>Último respaldo</translation>
    </message>
    <message>
        <source>V&amp;olumes</source>
        <translation>V&amp;olúmenes</translation>
    </message>
    <message>
        <source>Volumes of the qube</source>
        <translation>Volúmenes del qube</translation>
    </message>
    <message>
        <source>Earlier states, &amp;size, pool…</source>
        <translation>Estados anteriores, &amp;tamaño, pool…</translation>
    </message>
    <message>
        <source>Net&amp;work</source>
        <translation>&amp;Red</translation>
    </message>
    <message>
        <source>&amp;Devices</source>
        <translation>&amp;Dispositivos</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Dispositivos</translation>
    </message>
    <message>
        <source>F&amp;eatures</source>
        <translation>Caract&amp;erísticas</translation>
    </message>
    <message>
        <source>Features and tags of the qube</source>
        <translation>Características y marcas del qube</translation>
    </message>
    <message>
        <source>No&amp;tes</source>
        <translation>No&amp;tas</translation>
    </message>
    <message>
        <source>This qube has no notes.</source>
        <translation>Este qube no tiene notas.</translation>
    </message>
    <message>
        <source>Notes of the qube</source>
        <translation>Notas del qube</translation>
    </message>
    <message>
        <source>Ti&amp;meline</source>
        <translation>&amp;Historia</translation>
    </message>
    <message>
        <source>What happened to this qube</source>
        <translation>Qué le pasó a este qube</translation>
    </message>
    <message numerus="yes">
        <source>%n qube(s) selected</source>
        <translation>
            <numerusform>%n qube seleccionado</numerusform>
            <numerusform>%n qubes seleccionados</numerusform>
        </translation>
    </message>
    <message>
        <source>They use {size}</source>
        <translation>Usan {size}</translation>
    </message>
    <message>
        <source>Select a qube to see its details</source>
        <translation>Seleccione un qube para ver sus detalles</translation>
    </message>
    <message>
        <source>A restore of this qube did not finish. Remove it and restore it again.</source>
        <translation>Una restauración de este qube no terminó. Quítelo y restáurelo otra vez.</translation>
    </message>
    <message>
        <source>It gives network to: {names}</source>
        <translation>Da red a: {names}</translation>
    </message>
    <message>
        <source>No device is assigned to it.</source>
        <translation>No tiene dispositivos asignados.</translation>
    </message>
    <message>
        <source>No earlier state is kept, and no backup known here has it.</source>
        <translation>No se guarda ningún estado anterior, y ningún respaldo conocido aquí lo tiene.</translation>
    </message>
    <message numerus="yes">
        <source>template of %n qube(s)</source>
        <translation>
            <numerusform>plantilla de %n qube</numerusform>
            <numerusform>plantilla de %n qubes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>gives network to %n qube(s)</source>
        <translation>
            <numerusform>da red a %n qube</numerusform>
            <numerusform>da red a %n qubes</numerusform>
        </translation>
    </message>
    <message>
        <source>can give network</source>
        <translation>puede dar red</translation>
    </message>
    <message>
        <source>template for disposables</source>
        <translation>plantilla de desechables</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>From the next start on: {template}</source>
        <translation>Desde el próximo arranque: {template}</translation>
    </message>
    <message>
        <source>Keep the present template at the next start, too</source>
        <translation>Conservar la plantilla actual también en el próximo arranque</translation>
    </message>
    <message>
        <source>&amp;Withdraw</source>
        <translation>Ret&amp;irar</translation>
    </message>
    <message>
        <source>Its volume {volume} cannot be used: {reason}</source>
        <translation>Su volumen {volume} no se puede usar: {reason}</translation>
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
        <translation>disco</translation>
    </message>
    <message>
        <source>microphone</source>
        <translation>micrófono</translation>
    </message>
    <message>
        <source>camera</source>
        <translation>cámara</translation>
    </message>
    <message>
        <source>at start, required</source>
        <translation>al arrancar, obligatorio</translation>
    </message>
    <message>
        <source>at start</source>
        <translation>al arrancar</translation>
    </message>
    <message>
        <source>after asking</source>
        <translation>tras preguntar</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>a mano</translation>
    </message>
</context>
<context>
    <name>DevicesModel</name>
    <message>
        <source>Kind</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Dispositivo</translation>
    </message>
    <message>
        <source>Attached</source>
        <translation>Conectado</translation>
    </message>
</context>
<context>
    <name>DevicesPage</name>
    <message>
        <source>Devices of other qubes that this one may use.</source>
        <translation>Dispositivos de otros qubes que este puede usar.</translation>
    </message>
    <message>
        <source>Assigned devices</source>
        <translation>Dispositivos asignados</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Quitar</translation>
    </message>
    <message>
        <source>&amp;Attach</source>
        <translation>&amp;Conectar</translation>
    </message>
    <message>
        <source>Another device</source>
        <translation>Otro dispositivo</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>&amp;Tipo</translation>
    </message>
    <message>
        <source>&amp;Device</source>
        <translation>&amp;Dispositivo</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Dispositivo</translation>
    </message>
    <message>
        <source>&amp;Devices</source>
        <translation>&amp;Dispositivos</translation>
    </message>
    <message>
        <source>Device {name}: no longer assigned</source>
        <translation>Dispositivo {name}: ya no asignado</translation>
    </message>
    <message>
        <source>Device {name}: assigned</source>
        <translation>Dispositivo {name}: asignado</translation>
    </message>
    <message>
        <source>Device {name}: {mode}</source>
        <translation>Dispositivo {name}: {mode}</translation>
    </message>
    <message>
        <source>A device is the qube that has it, a colon and its port: sys-usb:1-2</source>
        <translation>Un dispositivo es el qube que lo tiene, dos puntos y su puerto: sys-usb:1-2</translation>
    </message>
    <message>
        <source>It is assigned already.</source>
        <translation>Ya está asignado.</translation>
    </message>
    <message>
        <source>Assi&amp;gn</source>
        <translation>Asi&amp;gnar</translation>
    </message>
    <message>
        <source>No device of another qube is assigned.</source>
        <translation>No hay ningún dispositivo de otro qube asignado.</translation>
    </message>
    <message>
        <source>No running qube offers one of that kind.</source>
        <translation>Ningún qube en marcha ofrece uno de ese tipo.</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>qubesd and this program did not understand each other.</source>
        <translation>qubesd y este programa no se entendieron.</translation>
    </message>
    <message>
        <source>qubesd refused this; nothing was changed.</source>
        <translation>qubesd lo rechazó; nada cambió.</translation>
    </message>
    <message>
        <source>Something went wrong inside Qube Manager. The log has the details.</source>
        <translation>Algo salió mal dentro de Qube Manager. El registro tiene los detalles.</translation>
    </message>
    <message>
        <source>qubesd does not answer. Try again when it is back.</source>
        <translation>qubesd no responde. Inténtelo de nuevo cuando vuelva.</translation>
    </message>
    <message>
        <source>qubesd went away before it answered: what it was asked for may have been done, or not. Look again when it is back.</source>
        <translation>qubesd se fue antes de responder: lo que se le pidió puede estar hecho o no. Vuelva a mirar cuando esté de vuelta.</translation>
    </message>
    <message>
        <source>Your qubes cannot be kept in {folder}</source>
        <translation>Sus qubes no se pueden guardar en {folder}</translation>
    </message>
    <message>
        <source>Put that right, or start the program with another folder: --home FOLDER</source>
        <translation>Corríjalo o inicie el programa con otra carpeta: --home CARPETA</translation>
    </message>
</context>
<context>
    <name>Extras</name>
    <message>
        <source>Service</source>
        <translation>Servicio</translation>
    </message>
    <message>
        <source>Feature</source>
        <translation>Característica</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Marca</translation>
    </message>
</context>
<context>
    <name>ExtrasModel</name>
    <message>
        <source>Kind</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valor</translation>
    </message>
    <message>
        <source>on</source>
        <translation>activado</translation>
    </message>
    <message>
        <source>off</source>
        <translation>desactivado</translation>
    </message>
</context>
<context>
    <name>FacetBar</name>
    <message>
        <source>Kind:</source>
        <translation>Tipo:</translation>
    </message>
    <message>
        <source>State:</source>
        <translation>Estado:</translation>
    </message>
    <message>
        <source>C&amp;lear</source>
        <translation>&amp;Limpiar</translation>
    </message>
    <message>
        <source>Show all qubes again</source>
        <translation>Mostrar otra vez todos los qubes</translation>
    </message>
    <message>
        <source>They run on an older state of their template; restart them</source>
        <translation>Funcionan con un estado antiguo de su plantilla; reinícielos</translation>
    </message>
    <message numerus="yes">
        <source>%n qube(s)</source>
        <translation>
            <numerusform>%n qube</numerusform>
            <numerusform>%n qubes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{shown} of %n qube(s)</source>
        <translation>
            <numerusform>{shown} de %n qube</numerusform>
            <numerusform>{shown} de %n qubes</numerusform>
        </translation>
    </message>
    <message>
        <source>Their data is in no backup of the last 30 days, or a volume cannot be used</source>
        <translation>Sus datos no están en ninguna copia de seguridad de los últimos 30 días, o un volumen no se puede usar</translation>
    </message>
</context>
<context>
    <name>FeaturesModel</name>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valor</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>(vacío)</translation>
    </message>
    <message>
        <source>tag</source>
        <translation>marca</translation>
    </message>
</context>
<context>
    <name>FillBar</name>
    <message>
        <source>size not known</source>
        <translation>tamaño desconocido</translation>
    </message>
    <message>
        <source>{percent} % full</source>
        <translation>{percent} % lleno</translation>
    </message>
    <message>
        <source>{figures}: nearly full</source>
        <translation>{figures}: casi lleno</translation>
    </message>
</context>
<context>
    <name>Firewall</name>
    <message>
        <source>That is no host, no address and no network.</source>
        <translation>Eso no es un equipo, ni una dirección, ni una red.</translation>
    </message>
    <message>
        <source>Ports are 443, or 8000-8080.</source>
        <translation>Los puertos son 443, o 8000-8080.</translation>
    </message>
    <message>
        <source>Ports need the protocol TCP or UDP.</source>
        <translation>Los puertos necesitan el protocolo TCP o UDP.</translation>
    </message>
    <message>
        <source>The type of ICMP is a number up to 255.</source>
        <translation>El tipo de ICMP es un número hasta 255.</translation>
    </message>
    <message>
        <source>The comment has a character that cannot be kept.</source>
        <translation>El comentario tiene un carácter que no se puede guardar.</translation>
    </message>
    <message>
        <source>Its time is over.</source>
        <translation>Su tiempo ha pasado.</translation>
    </message>
</context>
<context>
    <name>FirewallPage</name>
    <message>
        <source>The first rule that fits a connection decides. What no rule fits is dropped.</source>
        <translation>Decide la primera regla que encaja con una conexión. Lo que no encaja con ninguna se rechaza.</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Reglas</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Añadir</translation>
    </message>
    <message>
        <source>Add a rule after the selected one</source>
        <translation>Añadir una regla tras la seleccionada</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Quitar</translation>
    </message>
    <message>
        <source>Remove the selected rule</source>
        <translation>Quitar la regla seleccionada</translation>
    </message>
    <message>
        <source>Move it up</source>
        <translation>Subir</translation>
    </message>
    <message>
        <source>Move the rule up</source>
        <translation>Subir la regla</translation>
    </message>
    <message>
        <source>Move it down</source>
        <translation>Bajar</translation>
    </message>
    <message>
        <source>Move the rule down</source>
        <translation>Bajar la regla</translation>
    </message>
    <message>
        <source>The selected rule</source>
        <translation>La regla seleccionada</translation>
    </message>
    <message>
        <source>A&amp;ction</source>
        <translation>A&amp;cción</translation>
    </message>
    <message>
        <source>&amp;To</source>
        <translation>&amp;A</translation>
    </message>
    <message>
        <source>everywhere; or example.com, 192.0.2.0/24, 2001:db8::1</source>
        <translation>a todas partes; o example.com, 192.0.2.0/24, 2001:db8::1</translation>
    </message>
    <message>
        <source>&amp;Protocol</source>
        <translation>&amp;Protocolo</translation>
    </message>
    <message>
        <source>P&amp;orts</source>
        <translation>Puert&amp;os</translation>
    </message>
    <message>
        <source>all; or 443, 8000-8080</source>
        <translation>todos; o 443, 8000-8080</translation>
    </message>
    <message>
        <source>U&amp;ntil</source>
        <translation>&amp;Hasta</translation>
    </message>
    <message>
        <source>Co&amp;mment</source>
        <translation>Co&amp;mentario</translation>
    </message>
    <message>
        <source>Allow &amp;everything</source>
        <translation>P&amp;ermitir todo</translation>
    </message>
    <message>
        <source>Drop e&amp;verything</source>
        <translation>R&amp;echazar todo</translation>
    </message>
    <message>
        <source>accept</source>
        <translation>aceptar</translation>
    </message>
    <message>
        <source>drop</source>
        <translation>rechazar</translation>
    </message>
    <message>
        <source>any</source>
        <translation>cualquiera</translation>
    </message>
    <message>
        <source>&amp;Firewall</source>
        <translation>Corta&amp;fuegos</translation>
    </message>
    <message>
        <source>Rule {number}: {flaw}</source>
        <translation>Regla {number}: {flaw}</translation>
    </message>
    <message>
        <source>Firewall</source>
        <translation>Cortafuegos</translation>
    </message>
    <message>
        <source>for ever</source>
        <translation>para siempre</translation>
    </message>
    <message>
        <source>{duration} from now</source>
        <translation>dentro de {duration}</translation>
    </message>
    <message>
        <source>The firewall rules were changed elsewhere as well. Which ones shall it be?</source>
        <translation>Las reglas del cortafuegos también cambiaron en otro lugar. ¿Cuáles valen?</translation>
    </message>
    <message>
        <source>Those from elsewhere:</source>
        <translation>Las de otro lugar:</translation>
    </message>
    <message>
        <source>&amp;Mine</source>
        <translation>&amp;Mías</translation>
    </message>
    <message>
        <source>Those from &amp;elsewhere</source>
        <translation>Las d&amp;e otro lugar</translation>
    </message>
    <message>
        <source>Firewall, no longer: {rule}</source>
        <translation>Cortafuegos, ya no: {rule}</translation>
    </message>
    <message>
        <source>Firewall, new: {rule}</source>
        <translation>Cortafuegos, nueva: {rule}</translation>
    </message>
    <message>
        <source>Firewall: the rules in another order</source>
        <translation>Cortafuegos: las reglas en otro orden</translation>
    </message>
    <message>
        <source>Firewall: the rules were changed elsewhere meanwhile</source>
        <translation>Cortafuegos: las reglas cambiaron entretanto en otro lugar</translation>
    </message>
</context>
<context>
    <name>FirstRunDialog</name>
    <message>
        <source>There are no qubes yet. A store for them will be made in
{home}
It belongs to you alone, needs no administrator, and nothing outside it changes.</source>
        <translation>Aún no hay qubes. Se hará un almacén para ellos en
{home}
Es solo suyo, no necesita administrador, y nada fuera de él cambia.</translation>
    </message>
    <message>
        <source>Copies are made at once and take no space on this file system.</source>
        <translation>Las copias son inmediatas y no ocupan espacio en este sistema de archivos.</translation>
    </message>
    <message>
        <source>Works on every file system; on this one a copy takes time and space.</source>
        <translation>Funciona en cualquier sistema de archivos; en este una copia lleva tiempo y espacio.</translation>
    </message>
    <message>
        <source>{choice} – recommended here</source>
        <translation>{choice} – recomendado aquí</translation>
    </message>
    <message>
        <source>Qube Manager</source>
        <translation>Qube Manager</translation>
    </message>
    <message>
        <source>Welcome to Qube Manager</source>
        <translation>Bienvenido a Qube Manager</translation>
    </message>
    <message>
        <source>How shall the disks of qubes be kept?</source>
        <translation>¿Cómo guardar los discos de los qubes?</translation>
    </message>
    <message>
        <source>&amp;Shared files (file-reflink)</source>
        <translation>Archivos &amp;compartidos (file-reflink)</translation>
    </message>
    <message>
        <source>&amp;Layered files (file)</source>
        <translation>Archivos en &amp;capas (file)</translation>
    </message>
    <message>
        <source>&amp;Create</source>
        <translation>&amp;Crear</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Salir</translation>
    </message>
    <message>
        <source>The older layout: what a qube changes is laid over its template while it runs (device-mapper).</source>
        <translation>La forma antigua: lo que un qube cambia se pone sobre su plantilla mientras funciona (device-mapper).</translation>
    </message>
    <message>
        <source>The older layout. Here it can keep qubes, but not run those that share a template: that takes the administrator and disks in layers (root, device-mapper).</source>
        <translation>La forma antigua. Aquí puede guardar qubes, pero no ejecutar los que comparten plantilla: eso requiere el administrador y discos por capas (root, device-mapper).</translation>
    </message>
    <message>
        <source>Files here can share what they have in common (reflinks), so that copies and earlier states cost next to nothing.</source>
        <translation>Aquí los archivos pueden compartir lo que tienen en común (reflinks), así que las copias y los estados anteriores no cuestan casi nada.</translation>
    </message>
    <message>
        <source>Files here cannot share what they have in common (no reflinks). Layered files need no copies, but keep only one earlier state; shared files would be copied whole at every start and backup.</source>
        <translation>Aquí los archivos no pueden compartir lo que tienen en común (sin reflinks). Los archivos por capas no necesitan copias, pero guardan solo un estado anterior; los compartidos se copiarían enteros en cada arranque y respaldo.</translation>
    </message>
    <message>
        <source>Files here cannot share what they have in common (no reflinks), so whole disks are copied at every start. A folder on btrfs, or on XFS with reflinks, would spare that.</source>
        <translation>Aquí los archivos no pueden compartir lo que tienen en común (sin reflinks), así que en cada arranque se copian discos enteros. Una carpeta en btrfs, o en XFS con reflinks, lo evitaría.</translation>
    </message>
    <message>
        <source>Making the store: its folders, its pools, and an empty list of qubes…</source>
        <translation>Creando el almacén: sus carpetas, sus pools y una lista vacía de qubes…</translation>
    </message>
    <message>
        <source>Stopping, and removing what is half made…</source>
        <translation>Deteniendo y quitando lo que está a medias…</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>En curso</translation>
    </message>
    <message>
        <source>No store was made. {reason}
Put that right and press Create again, or quit and choose a folder: --home FOLDER</source>
        <translation>No se ha creado ningún almacén. {reason}
Corríjalo y pulse «Crear» otra vez, o salga y elija una carpeta: --home CARPETA</translation>
    </message>
</context>
<context>
    <name>GlobalSettingsDialog</name>
    <message>
        <source>Global settings</source>
        <translation>Ajustes globales</translation>
    </message>
    <message>
        <source>Settings of all qubes</source>
        <translation>Ajustes de todos los qubes</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>New qubes, and qubes that follow the default</source>
        <translation>Qubes nuevos, y qubes que siguen el valor predeterminado</translation>
    </message>
    <message>
        <source>&amp;Template</source>
        <translation>&amp;Plantilla</translation>
    </message>
    <message>
        <source>&amp;Net qube</source>
        <translation>Qube de &amp;red</translation>
    </message>
    <message>
        <source>&amp;Disposables from</source>
        <translation>&amp;Desechables desde</translation>
    </message>
    <message>
        <source>&amp;Kernel</source>
        <translation>&amp;Núcleo</translation>
    </message>
    <message>
        <source>The system itself</source>
        <translation>El sistema mismo</translation>
    </message>
    <message>
        <source>&amp;Updates come through</source>
        <translation>Las act&amp;ualizaciones llegan por</translation>
    </message>
    <message>
        <source>The ti&amp;me comes from</source>
        <translation>La &amp;hora viene de</translation>
    </message>
    <message>
        <source>Qubes are m&amp;anaged by disposables from</source>
        <translation>Los qubes se &amp;administran con desechables de</translation>
    </message>
    <message>
        <source>Where new volumes go</source>
        <translation>Adónde van los volúmenes nuevos</translation>
    </message>
    <message>
        <source>Po&amp;ol</source>
        <translation>Po&amp;ol</translation>
    </message>
    <message>
        <source>&amp;Root volumes</source>
        <translation>Volúmenes &amp;raíz</translation>
    </message>
    <message>
        <source>&amp;Private volumes</source>
        <translation>Volúmenes &amp;privados</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>Paciencia</translation>
    </message>
    <message>
        <source>Seconds to wait for a &amp;start</source>
        <translation>Segundos de espera para un &amp;arranque</translation>
    </message>
    <message>
        <source>Seconds to wait for a s&amp;hutdown</source>
        <translation>Segundos de espera para un a&amp;pagado</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Cerrar</translation>
    </message>
    <message>
        <source>Applied.</source>
        <translation>Aplicado.</translation>
    </message>
    <message>
        <source>T&amp;emporary volumes</source>
        <translation>Volúmenes t&amp;emporales</translation>
    </message>
    <message>
        <source>Appl&amp;y</source>
        <translation>&amp;Aplicar</translation>
    </message>
    <message>
        <source>It was changed elsewhere just now. Look at the changes, then apply them.</source>
        <translation>Acaba de cambiar en otro lugar. Mire los cambios y luego aplíquelos.</translation>
    </message>
</context>
<context>
    <name>Headline</name>
    <message>
        <source>Cancelled: {result}</source>
        <translation>Cancelado: {result}</translation>
    </message>
    <message>
        <source>Nothing was done</source>
        <translation>No se hizo nada</translation>
    </message>
    <message>
        <source>it was not reached</source>
        <translation>no se llegó a él</translation>
    </message>
    <message>
        <source>{result}; {qube} was not, because: {reason}.</source>
        <translation>{result}; {qube} no, porque: {reason}.</translation>
    </message>
    <message>
        <source>{names} and {count} more</source>
        <translation>{names} y {count} más</translation>
    </message>
    <message>
        <source>{result}; not: {names}. The reasons are beside them.</source>
        <translation>{result}; no: {names}. Los motivos están al lado.</translation>
    </message>
    <message>
        <source>{result}; not with all that they had: {names}. The rest is beside them.</source>
        <translation>{result}; no con todo lo que tenían: {names}. El resto está al lado.</translation>
    </message>
    <message>
        <source>{result}, and the files of dom0&apos;s user</source>
        <translation>{result}, y los archivos del usuario de dom0</translation>
    </message>
    <message>
        <source>The files of dom0&apos;s user: {result}</source>
        <translation>Los archivos del usuario de dom0: {result}</translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n qube(s) saved</source>
        <translation>
            <numerusform>{done} de %n qube respaldado</numerusform>
            <numerusform>{done} de %n qubes respaldados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n qube(s) restored</source>
        <translation>
            <numerusform>{done} de %n qube restaurado</numerusform>
            <numerusform>{done} de %n qubes restaurados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n qube(s) verified</source>
        <translation>
            <numerusform>{done} de %n qube verificado</numerusform>
            <numerusform>{done} de %n qubes verificados</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JobBar</name>
    <message>
        <source>Progress of the job</source>
        <translation>Progreso del trabajo</translation>
    </message>
    <message>
        <source>Sho&amp;w</source>
        <translation>&amp;Mostrar</translation>
    </message>
    <message>
        <source>Cance&amp;l</source>
        <translation>Cance&amp;lar</translation>
    </message>
    <message>
        <source>&amp;Dismiss</source>
        <translation>&amp;Ocultar</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>cancelling…</source>
        <translation>cancelando…</translation>
    </message>
</context>
<context>
    <name>JobWizard</name>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Cancelar</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Cerrar</translation>
    </message>
    <message>
        <source>{job} goes on; the line at the bottom shows it.</source>
        <translation>{job} sigue; la línea de abajo lo muestra.</translation>
    </message>
</context>
<context>
    <name>LeaveQuestion</name>
    <message>
        <source>{job} is not finished.</source>
        <translation>{job}: no ha terminado.</translation>
    </message>
    <message>
        <source>&amp;Cancel it and close</source>
        <translation>&amp;Cancelarlo y cerrar</translation>
    </message>
    <message>
        <source>&amp;Keep the window open</source>
        <translation>&amp;Mantener la ventana abierta</translation>
    </message>
    <message>
        <source>Close and &amp;let it run</source>
        <translation>Cerrar y &amp;dejar que siga</translation>
    </message>
    <message>
        <source>It can go on without a window; you are told when it has ended. If it is cancelled, what is half made is removed, and what is complete stays.</source>
        <translation>Puede seguir sin ventana; se le avisará cuando termine. Si se cancela, se quita lo que está a medias, y lo completo queda.</translation>
    </message>
</context>
<context>
    <name>LogWindow</name>
    <message>
        <source>It is in the journal: journalctl -u qubesd</source>
        <translation>Está en el diario: journalctl -u qubesd</translation>
    </message>
    <message>
        <source>qubesd has written nothing yet.</source>
        <translation>qubesd aún no ha escrito nada.</translation>
    </message>
    <message>
        <source>Show lines with…</source>
        <translation>Mostrar líneas con…</translation>
    </message>
    <message>
        <source>Show lines with</source>
        <translation>Mostrar líneas con</translation>
    </message>
    <message>
        <source>&amp;Reload</source>
        <translation>&amp;Recargar</translation>
    </message>
    <message>
        <source>C&amp;opy</source>
        <translation>C&amp;opiar</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Registro</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Cerrar</translation>
    </message>
    <message>
        <source>Errors inside Qube Manager</source>
        <translation>Errores internos de Qube Manager</translation>
    </message>
    <message>
        <source>There has been none.</source>
        <translation>No ha habido ninguno.</translation>
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
        <translation>Preguntando a qubesd por sus qubes…</translation>
    </message>
    <message>
        <source>&amp;Reconnect</source>
        <translation>&amp;Reconectar</translation>
    </message>
    <message>
        <source>No qubes yet</source>
        <translation>Aún no hay qubes</translation>
    </message>
    <message>
        <source>Make the first one, or bring qubes back from a Qubes backup.</source>
        <translation>Cree el primero, o traiga qubes de un respaldo de Qubes.</translation>
    </message>
    <message>
        <source>&amp;New qube…</source>
        <translation>&amp;Nuevo qube…</translation>
    </message>
    <message>
        <source>&amp;Restore a backup…</source>
        <translation>&amp;Restaurar un respaldo…</translation>
    </message>
    <message>
        <source>Qubes</source>
        <translation>Qubes</translation>
    </message>
    <message>
        <source>Qubes as a tree</source>
        <translation>Qubes en árbol</translation>
    </message>
    <message>
        <source>No qube matches</source>
        <translation>Ningún qube coincide</translation>
    </message>
    <message>
        <source>Show &amp;all qubes</source>
        <translation>Mostrar &amp;todos los qubes</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Herramientas</translation>
    </message>
    <message>
        <source>Make a new qube (Ctrl+N)</source>
        <translation>Crear un qube nuevo (Ctrl+N)</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nuevo</translation>
    </message>
    <message>
        <source>Ctrl+N</source>
        <translation>Ctrl+N</translation>
    </message>
    <message>
        <source>Bring qubes back from a backup archive (Ctrl+R)</source>
        <translation>Traer qubes de un archivo de respaldo (Ctrl+R)</translation>
    </message>
    <message>
        <source>&amp;Restore backup…</source>
        <translation>&amp;Restaurar respaldo…</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Restaurar</translation>
    </message>
    <message>
        <source>Ctrl+R</source>
        <translation>Ctrl+R</translation>
    </message>
    <message>
        <source>Save qubes to an encrypted archive (Ctrl+B)</source>
        <translation>Respaldar qubes en un archivo cifrado (Ctrl+B)</translation>
    </message>
    <message>
        <source>&amp;Back up…</source>
        <translation>Re&amp;spaldar…</translation>
    </message>
    <message>
        <source>Back up</source>
        <translation>Respaldar</translation>
    </message>
    <message>
        <source>Ctrl+B</source>
        <translation>Ctrl+B</translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <translation>A&amp;justes…</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Ctrl+E</source>
        <translation>Ctrl+E</translation>
    </message>
    <message>
        <source>C&amp;lone…</source>
        <translation>C&amp;lonar…</translation>
    </message>
    <message>
        <source>Ctrl+D</source>
        <translation>Ctrl+D</translation>
    </message>
    <message>
        <source>&amp;Rename…</source>
        <translation>Reno&amp;mbrar…</translation>
    </message>
    <message>
        <source>F2</source>
        <translation>F2</translation>
    </message>
    <message>
        <source>Re&amp;move…</source>
        <translation>Q&amp;uitar…</translation>
    </message>
    <message>
        <source>Remove the selected qubes (Del)</source>
        <translation>Quitar los qubes seleccionados (Supr)</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Del</translation>
    </message>
    <message>
        <source>St&amp;art</source>
        <translation>&amp;Arrancar</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Arrancar</translation>
    </message>
    <message>
        <source>Ctrl+Return</source>
        <translation>Ctrl+Return</translation>
    </message>
    <message>
        <source>Shut &amp;down</source>
        <translation>Apa&amp;gar</translation>
    </message>
    <message>
        <source>Shut down</source>
        <translation>Apagar</translation>
    </message>
    <message>
        <source>Ctrl+K</source>
        <translation>Ctrl+K</translation>
    </message>
    <message>
        <source>R&amp;estart</source>
        <translation>Re&amp;iniciar</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pausar</translation>
    </message>
    <message>
        <source>&amp;Unpause</source>
        <translation>&amp;Reanudar</translation>
    </message>
    <message>
        <source>&amp;Kill…</source>
        <translation>Ma&amp;tar…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+K</source>
        <translation>Ctrl+Shift+K</translation>
    </message>
    <message>
        <source>C&amp;onsole</source>
        <translation>C&amp;onsola</translation>
    </message>
    <message>
        <source>Change &amp;several…</source>
        <translation>Cambiar &amp;varios…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+E</source>
        <translation>Ctrl+Shift+E</translation>
    </message>
    <message>
        <source>Verif&amp;y a backup…</source>
        <translation>Verificar &amp;un respaldo…</translation>
    </message>
    <message>
        <source>&amp;Pools and volumes…</source>
        <translation>Pools &amp;y volúmenes…</translation>
    </message>
    <message>
        <source>Ctrl+P</source>
        <translation>Ctrl+P</translation>
    </message>
    <message>
        <source>&amp;Global settings…</source>
        <translation>Ajustes &amp;globales…</translation>
    </message>
    <message>
        <source>&amp;Switch templates…</source>
        <translation>&amp;Cambiar plantillas…</translation>
    </message>
    <message>
        <source>L&amp;og…</source>
        <translation>R&amp;egistro…</translation>
    </message>
    <message>
        <source>&amp;About Qube Manager</source>
        <translation>&amp;Acerca de Qube Manager</translation>
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
        <translation>Árbol por qube de &amp;red</translation>
    </message>
    <message>
        <source>Ctrl+2</source>
        <translation>Ctrl+2</translation>
    </message>
    <message>
        <source>Tree by &amp;template</source>
        <translation>Árbol por &amp;plantilla</translation>
    </message>
    <message>
        <source>Ctrl+3</source>
        <translation>Ctrl+3</translation>
    </message>
    <message>
        <source>Earl&amp;ier states…</source>
        <translation>Estados ant&amp;eriores…</translation>
    </message>
    <message>
        <source>Ctrl+H</source>
        <translation>Ctrl+H</translation>
    </message>
    <message>
        <source>qubesd does not answer. The list shows what was known last; changes wait until it is back.</source>
        <translation>qubesd no responde. La lista muestra lo último que se supo; los cambios esperan a que vuelva.</translation>
    </message>
    <message>
        <source>qubesd does not answer</source>
        <translation>qubesd no responde</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menú</translation>
    </message>
    <message>
        <source>More: views, pools, settings of all qubes (F10)</source>
        <translation>Más: vistas, pools, ajustes de todos los qubes (F10)</translation>
    </message>
    <message>
        <source>{store} — Qube Manager</source>
        <translation>{store} — Qube Manager</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>En curso</translation>
    </message>
    <message>
        <source>&amp;What would free space?</source>
        <translation>¿&amp;Qué liberaría espacio?</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Reintentar</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;Views</source>
        <translation>&amp;Vistas</translation>
    </message>
    <message>
        <source>&amp;Columns</source>
        <translation>&amp;Columnas</translation>
    </message>
</context>
<context>
    <name>NameDialog</name>
    <message>
        <source>New &amp;name</source>
        <translation>&amp;Nuevo nombre</translation>
    </message>
    <message>
        <source>New name</source>
        <translation>Nuevo nombre</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>En curso</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Cancelar</translation>
    </message>
</context>
<context>
    <name>NameRule</name>
    <message>
        <source>Type a name for the qube.</source>
        <translation>Escriba un nombre para el qube.</translation>
    </message>
    <message>
        <source>A name begins with a letter from A to Z.</source>
        <translation>Un nombre empieza por una letra de la A a la Z.</translation>
    </message>
    <message>
        <source>A name has at most 31 characters.</source>
        <translation>Un nombre tiene como máximo 31 caracteres.</translation>
    </message>
    <message>
        <source>A name has letters, digits, “-”, “_” and “.” only; some are reserved.</source>
        <translation>Un nombre tiene solo letras, cifras, «-», «_» y «.»; algunos están reservados.</translation>
    </message>
    <message>
        <source>There is a qube of that name already.</source>
        <translation>Ya hay un qube con ese nombre.</translation>
    </message>
</context>
<context>
    <name>NetChain</name>
    <message>
        <source>network</source>
        <translation>red</translation>
    </message>
    <message>
        <source>no network</source>
        <translation>sin red</translation>
    </message>
</context>
<context>
    <name>NewQubeDialog</name>
    <message>
        <source>Keeps its own files; programs come from a template.</source>
        <translation>Guarda sus propios archivos; los programas vienen de una plantilla.</translation>
    </message>
    <message>
        <source>A whole system of its own, empty at first.</source>
        <translation>Un sistema entero propio, vacío al principio.</translation>
    </message>
    <message>
        <source>Programs for other qubes, empty at first.</source>
        <translation>Programas para otros qubes, vacía al principio.</translation>
    </message>
    <message>
        <source>Forgets everything when it is shut down.</source>
        <translation>Lo olvida todo al apagarse.</translation>
    </message>
    <message>
        <source>App qube (AppVM)</source>
        <translation>Qube de aplicaciones (AppVM)</translation>
    </message>
    <message>
        <source>Standalone qube (StandaloneVM)</source>
        <translation>Qube autónomo (StandaloneVM)</translation>
    </message>
    <message>
        <source>Template (TemplateVM)</source>
        <translation>Plantilla (TemplateVM)</translation>
    </message>
    <message>
        <source>Named disposable (DispVM)</source>
        <translation>Desechable con nombre (DispVM)</translation>
    </message>
    <message>
        <source>No app qube here is a template for disposables.</source>
        <translation>Ningún qube de aplicaciones aquí es plantilla de desechables.</translation>
    </message>
    <message>
        <source>There is no template yet. Restore one, or make an empty one first.</source>
        <translation>Aún no hay plantilla. Restaure una, o cree antes una vacía.</translation>
    </message>
    <message>
        <source>Default pool</source>
        <translation>Pool predeterminado</translation>
    </message>
    <message>
        <source>{pool} ({size} free)</source>
        <translation>{pool} ({size} libres)</translation>
    </message>
    <message>
        <source>New qube</source>
        <translation>Nuevo qube</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nombre</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>&amp;Tipo</translation>
    </message>
    <message>
        <source>&amp;Template</source>
        <translation>&amp;Plantilla</translation>
    </message>
    <message>
        <source>&amp;Label</source>
        <translation>&amp;Etiqueta</translation>
    </message>
    <message>
        <source>Storage &amp;pool</source>
        <translation>&amp;Pool de almacenamiento</translation>
    </message>
    <message>
        <source>&amp;Make qube</source>
        <translation>C&amp;rear qube</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Cancelar</translation>
    </message>
    <message>
        <source>Disk image</source>
        <translation>Imagen de disco</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Plantilla</translation>
    </message>
    <message>
        <source>Disk &amp;image</source>
        <translation>&amp;Imagen de disco</translation>
    </message>
    <message>
        <source>none: an empty template; or a cloud image</source>
        <translation>ninguna: una plantilla vacía; o una imagen de nube</translation>
    </message>
    <message>
        <source>Choose a disk image</source>
        <translation>Elegir una imagen de disco</translation>
    </message>
    <message>
        <source>Progress of the import</source>
        <translation>Progreso de la importación</translation>
    </message>
</context>
<context>
    <name>Outcome</name>
    <message>
        <source>Waiting</source>
        <translation>Esperando</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>En curso</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Escrito</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Respaldado</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>Restaurado</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Verificado</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Omitido</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fallido</translation>
    </message>
</context>
<context>
    <name>PassphraseEdit</name>
    <message>
        <source>Show the passphrase</source>
        <translation>Mostrar la frase de paso</translation>
    </message>
    <message>
        <source>Hide the passphrase</source>
        <translation>Ocultar la frase de paso</translation>
    </message>
</context>
<context>
    <name>PassphrasePage</name>
    <message>
        <source>&amp;Passphrase</source>
        <translation>&amp;Frase de paso</translation>
    </message>
    <message>
        <source>Once &amp;more</source>
        <translation>Una vez &amp;más</translation>
    </message>
    <message>
        <source>&amp;Show what I type</source>
        <translation>&amp;Mostrar lo que escribo</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Solidez</translation>
    </message>
    <message>
        <source>Strength of the passphrase</source>
        <translation>Solidez de la frase de paso</translation>
    </message>
    <message>
        <source>Write it down and keep it apart from the backup. Without it nobody can open the archive: there is no second key and no way to reset it.</source>
        <translation>Anótela y guárdela aparte del respaldo. Sin ella nadie puede abrir el archivo: no hay segunda clave ni modo de restablecerla.</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Opciones</translation>
    </message>
    <message>
        <source>&amp;Compression</source>
        <translation>&amp;Compresión</translation>
    </message>
    <message>
        <source>&amp;Read the archive back afterwards and verify it</source>
        <translation>&amp;Releer después el archivo y verificarlo</translation>
    </message>
    <message>
        <source>&amp;Emergency sheet: how to get the data back without this program</source>
        <translation>Hoja de &amp;emergencia: cómo recuperar los datos sin este programa</translation>
    </message>
    <message>
        <source>gzip: every system can restore it</source>
        <translation>gzip: cualquier sistema puede restaurarlo</translation>
    </message>
    <message>
        <source>zstd: faster and smaller; the other side needs it as well</source>
        <translation>zstd: más rápido y pequeño; el otro lado también lo necesita</translation>
    </message>
    <message>
        <source>xz: smallest, slow</source>
        <translation>xz: el más pequeño, lento</translation>
    </message>
    <message>
        <source>none</source>
        <translation>ninguno</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Frase de paso</translation>
    </message>
    <message>
        <source>Which passphrase shall protect it?</source>
        <translation>¿Qué frase de paso lo protegerá?</translation>
    </message>
    <message>
        <source>Type a passphrase.</source>
        <translation>Escriba una frase de paso.</translation>
    </message>
    <message>
        <source>It has a character that the restore could not be given.</source>
        <translation>Tiene un carácter que no se podría dar a la restauración.</translation>
    </message>
    <message>
        <source>It is too long: at most 1,500 bytes.</source>
        <translation>Es demasiado larga: como máximo 1500 bytes.</translation>
    </message>
    <message>
        <source>Type it once more.</source>
        <translation>Escríbala una vez más.</translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <translation>Las dos no son iguales.</translation>
    </message>
    <message>
        <source>Weak: a computer guesses it</source>
        <translation>Débil: un ordenador la adivina</translation>
    </message>
    <message>
        <source>Fair: enough against the curious</source>
        <translation>Aceptable: basta contra los curiosos</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Buena</translation>
    </message>
    <message>
        <source>Strong</source>
        <translation>Fuerte</translation>
    </message>
    <message>
        <source>Several words are best</source>
        <translation>Lo mejor son varias palabras</translation>
    </message>
</context>
<context>
    <name>Plan</name>
    <message>
        <source>This machine has a disposable template of that name already.</source>
        <translation>Este equipo ya tiene una plantilla desechable con ese nombre.</translation>
    </message>
    <message>
        <source>A qube named {name} exists already; it is left out.</source>
        <translation>Ya existe un qube llamado {name}; se deja fuera.</translation>
    </message>
    <message>
        <source>A qube named {name} exists already; this one becomes {free}.</source>
        <translation>Ya existe un qube llamado {name}; este pasa a ser {free}.</translation>
    </message>
    <message>
        <source>A qube named {name} exists already; a restore has left it incomplete.</source>
        <translation>Ya existe un qube llamado {name}; una restauración lo dejó incompleto.</translation>
    </message>
    <message>
        <source>A qube named {name} exists already.</source>
        <translation>Ya existe un qube llamado {name}.</translation>
    </message>
    <message>
        <source>{name} cannot be the name of a qube.</source>
        <translation>{name} no puede ser el nombre de un qube.</translation>
    </message>
    <message>
        <source>Two of the selected qubes would be named {name}.</source>
        <translation>Dos de los qubes elegidos se llamarían {name}.</translation>
    </message>
    <message>
        <source>Restore it under another name, or leave it out.</source>
        <translation>Restáurelo con otro nombre, o déjelo fuera.</translation>
    </message>
    <message>
        <source>Go on with that restore. Restore it under another name, or leave it out.</source>
        <translation>Siga con esa restauración. Restáurelo con otro nombre, o déjelo fuera.</translation>
    </message>
    <message>
        <source>{name} is a {kind} here, which a {other} cannot replace.</source>
        <translation>{name} es aquí un {kind}, que un {other} no puede reemplazar.</translation>
    </message>
    <message>
        <source>{name} was left incomplete by a restore.</source>
        <translation>{name} quedó incompleto por una restauración.</translation>
    </message>
    <message>
        <source>{name} is running; shut it down to have it replaced.</source>
        <translation>{name} está en marcha; apáguelo para reemplazarlo.</translation>
    </message>
    <message>
        <source>The pool {pool} keeps no earlier state of {name} when it is replaced.</source>
        <translation>El pool {pool} no guarda ningún estado anterior de {name} al reemplazarlo.</translation>
    </message>
    <message>
        <source>It replaces the qube {name} that is here, with its settings.</source>
        <translation>Reemplaza el qube {name} de aquí, con sus ajustes.</translation>
    </message>
    <message>
        <source>Its label {label} does not exist here; it becomes {other}.</source>
        <translation>Su etiqueta {label} no existe aquí; pasa a ser {other}.</translation>
    </message>
    <message>
        <source>It has no label; it becomes {other}.</source>
        <translation>No tiene etiqueta; pasa a ser {other}.</translation>
    </message>
    <message>
        <source>There is no pool named {pool}.</source>
        <translation>No hay ningún pool llamado {pool}.</translation>
    </message>
    <message>
        <source>Choose one of the pools of this machine.</source>
        <translation>Elija uno de los pools de este equipo.</translation>
    </message>
    <message>
        <source>Its template {name} is neither on this machine nor among the selected qubes.</source>
        <translation>Su plantilla {name} no está ni en este equipo ni entre los qubes elegidos.</translation>
    </message>
    <message>
        <source>Its disposable template is neither on this machine nor among the selected qubes.</source>
        <translation>Su plantilla desechable no está ni en este equipo ni entre los qubes elegidos.</translation>
    </message>
    <message>
        <source>Its template is neither on this machine nor among the selected qubes.</source>
        <translation>Su plantilla no está ni en este equipo ni entre los qubes elegidos.</translation>
    </message>
    <message>
        <source>Select that disposable template as well, or choose another one.</source>
        <translation>Marque también esa plantilla desechable, o elija otra.</translation>
    </message>
    <message>
        <source>Select that template as well, or choose another one.</source>
        <translation>Marque también esa plantilla, o elija otra.</translation>
    </message>
    <message>
        <source>Its template {name} is neither here nor selected; it uses {other} instead.</source>
        <translation>Su plantilla {name} no está aquí ni elegida; usa {other} en su lugar.</translation>
    </message>
    <message>
        <source>{name} is no qube that provides network.</source>
        <translation>{name} no es un qube que dé red.</translation>
    </message>
    <message>
        <source>Choose another one, or none.</source>
        <translation>Elija otro, o ninguno.</translation>
    </message>
    <message>
        <source>There is no kernel {name}.</source>
        <translation>No hay núcleo {name}.</translation>
    </message>
    <message>
        <source>Its kernel {name} is not here; it uses the default of this machine ({other}).</source>
        <translation>Su núcleo {name} no está aquí; usa el predeterminado de este equipo ({other}).</translation>
    </message>
    <message>
        <source>Select fewer qubes, choose another pool, or make room.</source>
        <translation>Marque menos qubes, elija otro pool, o haga sitio.</translation>
    </message>
    <message>
        <source>{name} cannot be the name of a qube; this one becomes {free}.</source>
        <translation>{name} no puede ser el nombre de un qube; este pasa a ser {free}.</translation>
    </message>
    <message>
        <source>There is no default pool.</source>
        <translation>No hay pool predeterminado.</translation>
    </message>
    <message>
        <source>There is no label named {label}.</source>
        <translation>No hay etiqueta llamada {label}.</translation>
    </message>
    <message>
        <source>Choose one of the labels of this machine.</source>
        <translation>Elija una de las etiquetas de este equipo.</translation>
    </message>
    <message>
        <source>A {kind} has no template, so {name} cannot be its own.</source>
        <translation>Un {kind} no tiene plantilla, así que {name} no puede ser la suya.</translation>
    </message>
    <message>
        <source>Choose none.</source>
        <translation>No elija ninguna.</translation>
    </message>
    <message>
        <source>The default pool {pool} is not there.</source>
        <translation>El pool predeterminado {pool} no está.</translation>
    </message>
    <message>
        <source>In format {version} each piece of an archive is protected only by itself: whether the pieces are in their order and all of this backup cannot be told for certain.</source>
        <translation>En el formato {version} cada pieza de un archivo está protegida solo por sí misma: no se puede asegurar que las piezas estén en su orden y sean todas de esta copia.</translation>
    </message>
    <message>
        <source>These are the files of the user &apos;{user}&apos;. They come into a new folder in your home directory; nothing there is changed.</source>
        <translation>Son los archivos del usuario «{user}». Van a una carpeta nueva en su directorio personal; nada más cambia allí.</translation>
    </message>
    <message>
        <source>These are the files of a user whom the backup does not name. They come into a new folder in your home directory; nothing there is changed.</source>
        <translation>Son los archivos de un usuario que la copia no nombra. Van a una carpeta nueva en su directorio personal; nada más cambia allí.</translation>
    </message>
    <message>
        <source>These are the files of the user &apos;{user}&apos;, and you are &apos;{here}&apos; here: they are restored only when dom0 is selected.</source>
        <translation>Son los archivos del usuario «{user}», y usted es aquí «{here}»: solo se restauran si se elige dom0.</translation>
    </message>
    <message>
        <source>The backup does not say whose files these are: they are restored only when dom0 is selected.</source>
        <translation>La copia no dice de quién son estos archivos: solo se restauran si se elige dom0.</translation>
    </message>
    <message>
        <source>It gets the {devices} as in the backup; look whether that is right for this machine before you start it.</source>
        <translation>Recibe, como en la copia: {devices}. Mire si es correcto en este equipo antes de iniciarlo.</translation>
    </message>
    <message>
        <source>It replaces the qube {name} that is here, with its settings. What its volumes hold now stays as a revision of each.</source>
        <translation>Reemplaza el qube {name} de aquí, con sus ajustes. Lo que sus volúmenes contienen ahora queda como revisión de cada uno.</translation>
    </message>
    <message>
        <source>The pool {pool} makes whole copies, so until the old one is replaced the new one is there twice.</source>
        <translation>El pool {pool} hace copias enteras; hasta que se reemplaza el viejo, el nuevo está dos veces.</translation>
    </message>
    <message>
        <source>Its disposable template {name} is neither on this machine nor among the selected qubes.</source>
        <translation>Su plantilla desechable {name} no está ni en este equipo ni entre los qubes elegidos.</translation>
    </message>
    <message>
        <source>Its template {name} is nowhere to be had, and this machine has none: an empty template {other} is made in its place. Give the qube a real template before it is started.</source>
        <translation>Su plantilla {name} no está en ninguna parte, y este equipo no tiene ninguna: en su lugar se crea una plantilla vacía {other}. Dé al qube una plantilla de verdad antes de iniciarlo.</translation>
    </message>
    <message>
        <source>Its disposable template {name} is neither here nor selected; it uses {other} instead.</source>
        <translation>Su plantilla desechable {name} no está aquí ni elegida; usa {other} en su lugar.</translation>
    </message>
    <message>
        <source>Its network qube {name} is neither here nor selected; it uses the default of this machine ({other}).</source>
        <translation>Su qube de red {name} no está aquí ni elegido; usa el predeterminado de este equipo ({other}).</translation>
    </message>
    <message>
        <source>Its disposable template {name} for opening files is neither here nor selected; it uses the default of this machine.</source>
        <translation>Su plantilla desechable {name} para abrir archivos no está aquí ni elegida; usa la predeterminada de este equipo.</translation>
    </message>
    <message>
        <source>Its {kind} {address} is that of the qube {name} as well, so it gets the default of this machine. If it needs one of its own, set that when it is restored.</source>
        <translation>Su dirección {address} ({kind}) es también la del qube {name}, así que recibe la predeterminada de este equipo. Si necesita una propia, asígnela cuando esté restaurado.</translation>
    </message>
    <message>
        <source>The selected qubes need {needed} in the pool {pool}, which has {free} free.</source>
        <translation>Los qubes elegidos necesitan {needed} en el pool {pool}, que tiene {free} libres.</translation>
    </message>
</context>
<context>
    <name>PlanModel</name>
    <message>
        <source>In the backup</source>
        <translation>En el respaldo</translation>
    </message>
    <message>
        <source>Restore as</source>
        <translation>Restaurar como</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Clase</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Etiqueta</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Plantilla</translation>
    </message>
    <message>
        <source>Net qube</source>
        <translation>Qube de red</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>Núcleo</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>Pool</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Tamaño</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Observaciones</translation>
    </message>
    <message>
        <source>{name}, label {label}</source>
        <translation>{name}, etiqueta {label}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>ninguno</translation>
    </message>
    <message>
        <source>default ({pool})</source>
        <translation>predeterminado ({pool})</translation>
    </message>
    <message>
        <source>default ({netvm})</source>
        <translation>predeterminado ({netvm})</translation>
    </message>
    <message>
        <source>default ({kernel})</source>
        <translation>predeterminado ({kernel})</translation>
    </message>
    <message>
        <source>default</source>
        <translation>predeterminado</translation>
    </message>
    <message>
        <source>that of the qube ({pool})</source>
        <translation>el del qube ({pool})</translation>
    </message>
    <message>
        <source>by volume…</source>
        <translation>por volumen…</translation>
    </message>
    <message>
        <source>{size} of data, as the backup&apos;s list says; what is written can be more</source>
        <translation>{size} de datos, según la lista del respaldo; lo que se escribe puede ser más</translation>
    </message>
    <message>
        <source>a new folder</source>
        <translation>una carpeta nueva</translation>
    </message>
</context>
<context>
    <name>PlanPage</name>
    <message>
        <source>Search qubes</source>
        <translation>Buscar qubes</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>Seleccionar &amp;todo</translation>
    </message>
    <message>
        <source>Tick all qubes that are shown</source>
        <translation>Marcar todos los qubes mostrados</translation>
    </message>
    <message>
        <source>Select n&amp;one</source>
        <translation>Seleccionar na&amp;da</translation>
    </message>
    <message>
        <source>Untick all qubes that are shown</source>
        <translation>Desmarcar todos los qubes mostrados</translation>
    </message>
    <message>
        <source>Only &amp;missing ones</source>
        <translation>Solo los que &amp;faltan</translation>
    </message>
    <message>
        <source>Tick the qubes whose names do not exist on this machine</source>
        <translation>Marcar los qubes cuyo nombre no existe en este equipo</translation>
    </message>
    <message>
        <source>Qubes in the backup</source>
        <translation>Qubes del respaldo</translation>
    </message>
    <message>
        <source>What its volumes hold now stays as a revision of each.</source>
        <translation>Lo que sus volúmenes contienen ahora queda como estado anterior de cada uno.</translation>
    </message>
    <message>
        <source>Replace the &amp;one here</source>
        <translation>Reemplazar el de a&amp;quí</translation>
    </message>
    <message>
        <source>Only &amp;verify, change nothing</source>
        <translation>Solo &amp;verificar, sin cambiar nada</translation>
    </message>
    <message>
        <source>Reads and checks every byte of the chosen qubes without restoring them</source>
        <translation>Lee y comprueba cada byte de los qubes elegidos sin restaurarlos</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>What shall be restored, and how?</source>
        <translation>¿Qué restaurar, y cómo?</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Verify %n qube(s)</source>
        <translation>
            <numerusform>&amp;Verificar %n qube</numerusform>
            <numerusform>&amp;Verificar %n qubes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Restore %n qube(s)</source>
        <translation>
            <numerusform>&amp;Restaurar %n qube</numerusform>
            <numerusform>&amp;Restaurar %n qubes</numerusform>
        </translation>
    </message>
    <message>
        <source>Tick the qubes to restore.</source>
        <translation>Marque los qubes por restaurar.</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Use %n proposal(s)</source>
        <translation>
            <numerusform>&amp;Usar %n propuesta</numerusform>
            <numerusform>&amp;Usar %n propuestas</numerusform>
        </translation>
    </message>
    <message>
        <source>Restore it as {name}</source>
        <translation>Restaurarlo como {name}</translation>
    </message>
    <message>
        <source>Use the pool {name}</source>
        <translation>Usar el pool {name}</translation>
    </message>
    <message>
        <source>Use {name}</source>
        <translation>Usar {name}</translation>
    </message>
    <message>
        <source>{pool}: needs {needed}, {free} free</source>
        <translation>{pool}: necesita {needed}, {free} libres</translation>
    </message>
    <message>
        <source>{pool}: needs {needed}</source>
        <translation>{pool}: necesita {needed}</translation>
    </message>
    <message>
        <source>Everything is read and checked; nothing is changed.</source>
        <translation>Todo se lee y comprueba; nada se cambia.</translation>
    </message>
    <message>
        <source>Made as well, empty: {names}</source>
        <translation>Se crean también, vacíos: {names}</translation>
    </message>
    <message>
        <source>Copy the same as a command</source>
        <translation>Copiar lo mismo como orden</translation>
    </message>
    <message>
        <source>The same in a terminal; press to copy it:</source>
        <translation>Lo mismo en una terminal; pulse para copiarlo:</translation>
    </message>
    <message>
        <source>What shall be verified?</source>
        <translation>¿Qué verificar?</translation>
    </message>
    <message>
        <source>&amp;Verify the files</source>
        <translation>&amp;Verificar los archivos</translation>
    </message>
    <message>
        <source>&amp;Restore the files</source>
        <translation>&amp;Restaurar los archivos</translation>
    </message>
    <message>
        <source>Tick the qubes to verify.</source>
        <translation>Marque los qubes que verificar.</translation>
    </message>
    <message>
        <source>What is ticked is read and checked; nothing is changed.</source>
        <translation>Lo marcado se lee y se comprueba; nada se cambia.</translation>
    </message>
    <message numerus="yes">
        <source>%n qube(s) have a problem, the first is {name}: {problem}</source>
        <translation>
            <numerusform>%n qube tiene un problema: {name}: {problem}</numerusform>
            <numerusform>%n qubes tienen un problema, el primero es {name}: {problem}</numerusform>
        </translation>
    </message>
    <message>
        <source>Shall the files of dom0&apos;s user be restored as well?</source>
        <translation>¿Restaurar también los archivos del usuario de dom0?</translation>
    </message>
    <message>
        <source>&amp;Restore them into a new folder</source>
        <translation>&amp;Restaurarlos en una carpeta nueva</translation>
    </message>
    <message>
        <source>&amp;Leave them out</source>
        <translation>&amp;Dejarlos fuera</translation>
    </message>
    <message>
        <source>Restore them into a new folder</source>
        <translation>Restaurarlos en una carpeta nueva</translation>
    </message>
</context>
<context>
    <name>PolicyQuestionDialog</name>
    <message>
        <source>The qube {source} asks to use {service} in another qube.</source>
        <translation>El qube {source} pide usar {service} en otro qube.</translation>
    </message>
    <message>
        <source>Choose the qube first.</source>
        <translation>Elija antes el qube.</translation>
    </message>
    <message>
        <source>Denied by itself in {duration}</source>
        <translation>Se deniega solo en {duration}</translation>
    </message>
    <message>
        <source>A qube asks</source>
        <translation>Un qube pregunta</translation>
    </message>
    <message>
        <source>&amp;In</source>
        <translation>&amp;En</translation>
    </message>
    <message>
        <source>If you did not expect this, deny it.</source>
        <translation>Si no lo esperaba, deniéguelo.</translation>
    </message>
    <message>
        <source>Time left to answer</source>
        <translation>Tiempo para responder</translation>
    </message>
    <message>
        <source>&amp;Allow</source>
        <translation>&amp;Permitir</translation>
    </message>
    <message>
        <source>&amp;Deny</source>
        <translation>&amp;Denegar</translation>
    </message>
</context>
<context>
    <name>PoolCard</name>
    <message>
        <source>Data</source>
        <translation>Datos</translation>
    </message>
    <message numerus="yes">
        <source>%n volume(s)</source>
        <translation>
            <numerusform>%n volumen</numerusform>
            <numerusform>%n volúmenes</numerusform>
        </translation>
    </message>
    <message>
        <source>{volumes} of {names}</source>
        <translation>{volumes} de {names}</translation>
    </message>
    <message>
        <source>No volume that lasts is in it.</source>
        <translation>No contiene ningún volumen duradero.</translation>
    </message>
    <message>
        <source>It is the default pool.</source>
        <translation>Es el pool predeterminado.</translation>
    </message>
    <message>
        <source>It has volumes; move or remove them first.</source>
        <translation>Tiene volúmenes; muévalos o quítelos antes.</translation>
    </message>
    <message>
        <source>It is a default pool; choose another one first.</source>
        <translation>Es un pool predeterminado; elija otro antes.</translation>
    </message>
    <message>
        <source>What would free space in {name}?</source>
        <translation>¿Qué liberaría espacio en {name}?</translation>
    </message>
    <message>
        <source>Settings of {name}</source>
        <translation>Ajustes de {name}</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>Quitar {name}</translation>
    </message>
    <message>
        <source>What would free space?</source>
        <translation>¿Qué liberaría espacio?</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Ajustes…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Quitar…</translation>
    </message>
    <message>
        <source>The figures are those of the whole disk, which it shares with {names}.</source>
        <translation>Las cifras son las de todo el disco, que comparte con {names}.</translation>
    </message>
    <message>
        <source>It cannot be used now: {reason}</source>
        <translation>No se puede usar ahora: {reason}</translation>
    </message>
    <message>
        <source>It is the default pool for kernels.</source>
        <translation>Es el pool predeterminado para los núcleos.</translation>
    </message>
    <message>
        <source>It is the default pool for these volumes: {names}</source>
        <translation>Es el pool predeterminado para estos volúmenes: {names}</translation>
    </message>
</context>
<context>
    <name>PoolSettingsDialog</name>
    <message>
        <source>Settings of a pool</source>
        <translation>Ajustes de un pool</translation>
    </message>
    <message>
        <source>Earlier states to &amp;keep of each volume</source>
        <translation>Estados anteriores que &amp;guardar de cada volumen</translation>
    </message>
    <message>
        <source>&amp;Warn when it is so full (percent, 0 for never)</source>
        <translation>&amp;Avisar cuando esté así de lleno (por ciento, 0 nunca)</translation>
    </message>
    <message>
        <source>Encrypt &amp;temporary data with a key that is forgotten</source>
        <translation>Cifrar los datos &amp;temporales con una clave que se olvida</translation>
    </message>
    <message>
        <source>Encrypt temporary data with a key that is forgotten</source>
        <translation>Cifrar los datos temporales con una clave que se olvida</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>&amp;Aplicar</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Cerrar</translation>
    </message>
    <message>
        <source>Settings of {name}</source>
        <translation>Ajustes de {name}</translation>
    </message>
</context>
<context>
    <name>Pools</name>
    <message>
        <source>{names} and {count} more</source>
        <translation>{names} y {count} más</translation>
    </message>
</context>
<context>
    <name>PoolsWindow</name>
    <message>
        <source>Pools and volumes</source>
        <translation>Pools y volúmenes</translation>
    </message>
    <message>
        <source>Storage pools</source>
        <translation>Pools de almacenamiento</translation>
    </message>
    <message>
        <source>&amp;Add a pool…</source>
        <translation>&amp;Añadir un pool…</translation>
    </message>
    <message>
        <source>Pools</source>
        <translation>Pools</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Cerrar</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>Metadatos</translation>
    </message>
    <message>
        <source>{name} is there.</source>
        <translation>{name} está ahí.</translation>
    </message>
    <message>
        <source>Remove the pool {name}?</source>
        <translation>¿Quitar el pool {name}?</translation>
    </message>
    <message>
        <source>What is in its place stays there; it can be added again.</source>
        <translation>Lo que hay en su lugar queda allí; se puede añadir otra vez.</translation>
    </message>
    <message>
        <source>&amp;Remove it</source>
        <translation>&amp;Quitarlo</translation>
    </message>
    <message>
        <source>{name} is removed.</source>
        <translation>{name} está quitado.</translation>
    </message>
    <message>
        <source>&amp;Keep it</source>
        <translation>&amp;Conservarlo</translation>
    </message>
</context>
<context>
    <name>ProfileRow</name>
    <message>
        <source>none</source>
        <translation>ninguno</translation>
    </message>
    <message>
        <source>Not saved, for they are not here: {names}</source>
        <translation>No se respaldan, pues no están aquí: {names}</translation>
    </message>
    <message>
        <source>Save the profile</source>
        <translation>Guardar el perfil</translation>
    </message>
    <message>
        <source>Its name (qubes, place and options; never the passphrase):</source>
        <translation>Su nombre (qubes, lugar y opciones; nunca la frase de paso):</translation>
    </message>
    <message>
        <source>Choose or save a profile first.</source>
        <translation>Elija o guarde antes un perfil.</translation>
    </message>
</context>
<context>
    <name>QubeCommands</name>
    <message numerus="yes">
        <source>%n qube(s) end at once:</source>
        <translation>
            <numerusform>%n qube termina de golpe:</numerusform>
            <numerusform>%n qubes terminan de golpe:</numerusform>
        </translation>
    </message>
    <message>
        <source>What is open in them and not saved is lost.</source>
        <translation>Lo que esté abierto en ellos y no guardado se pierde.</translation>
    </message>
    <message>
        <source>&amp;Kill</source>
        <translation>&amp;Matar</translation>
    </message>
    <message>
        <source>started</source>
        <translation>arrancados</translation>
    </message>
    <message>
        <source>shut down</source>
        <translation>apagados</translation>
    </message>
    <message>
        <source>restarted</source>
        <translation>reiniciados</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>pausados</translation>
    </message>
    <message>
        <source>unpaused</source>
        <translation>reanudados</translation>
    </message>
    <message>
        <source>killed</source>
        <translation>matados</translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n qube(s): {act}</source>
        <translation>
            <numerusform>{done} de %n qube: {act}</numerusform>
            <numerusform>{done} de %n qubes: {act}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n qube(s) removed.</source>
        <translation>
            <numerusform>{done} de %n qube quitado.</numerusform>
            <numerusform>{done} de %n qubes quitados.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Try the failed ones again</source>
        <translation>Rein&amp;tentar los que fallaron</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>Rein&amp;tentar</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Cancelar</translation>
    </message>
</context>
<context>
    <name>QubeTable</name>
    <message>
        <source>{column} (no room)</source>
        <translation>{column} (sin espacio)</translation>
    </message>
</context>
<context>
    <name>QubesModel</name>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Clase</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Plantilla</translation>
    </message>
    <message>
        <source>Net qube</source>
        <translation>Qube de red</translation>
    </message>
    <message>
        <source>Disk used / size</source>
        <translation>Disco usado / tamaño</translation>
    </message>
    <message>
        <source>Last backup</source>
        <translation>Último respaldo</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Etiqueta</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Marcas</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notas</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Memoria</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Procesador</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Dirección</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>Pool</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modo</translation>
    </message>
    <message>
        <source>Disposable</source>
        <translation>Desechable</translation>
    </message>
    <message>
        <source>Autostart</source>
        <translation>Autoarranque</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>sí</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>{name}: {kind} qube, label {label}</source>
        <translation>{name}: qube {kind}, etiqueta {label}</translation>
    </message>
    <message>
        <source>A restore of this qube did not finish. It cannot be started; remove it and restore it again.</source>
        <translation>Una restauración de este qube no terminó. No puede arrancar; quítelo y restáurelo otra vez.</translation>
    </message>
    <message>
        <source>{volume}: {used} of {size} in pool {pool}</source>
        <translation>{volume}: {used} de {size} en el pool {pool}</translation>
    </message>
    <message>
        <source>No disk space of its own</source>
        <translation>Sin espacio de disco propio</translation>
    </message>
    <message>
        <source>No backup of this qube is known here</source>
        <translation>Aquí no se conoce ningún respaldo de este qube</translation>
    </message>
    <message>
        <source>It may be running although the hypervisor does not know of it, so nothing may touch its disks. Start tells who has them open.</source>
        <translation>Puede estar en marcha aunque el hipervisor no sepa de él, así que nada debe tocar sus discos. Arrancar dice quién los tiene abiertos.</translation>
    </message>
    <message>
        <source>read back and whole</source>
        <translation>releído y completo</translation>
    </message>
    <message>
        <source>it could not be verified</source>
        <translation>no se pudo verificar</translation>
    </message>
    <message>
        <source>older than 30 days</source>
        <translation>de hace más de 30 días</translation>
    </message>
    <message>
        <source>{template} from its next start on</source>
        <translation>{template} desde su próximo arranque</translation>
    </message>
    <message>
        <source>not usable</source>
        <translation>no utilizable</translation>
    </message>
</context>
<context>
    <name>Query</name>
    <message>
        <source>Nothing is “{term}”.</source>
        <translation>Nada es «{term}».</translation>
    </message>
    <message>
        <source>“{term}” is not understood; sizes are written {example}.</source>
        <translation>«{term}» no se entiende; los tamaños se escriben {example}.</translation>
    </message>
    <message>
        <source>There is no term “{term}”.</source>
        <translation>No hay término «{term}».</translation>
    </message>
    <message>
        <source> Did you mean {term}?</source>
        <translation> ¿Quiso decir {term}?</translation>
    </message>
    <message>
        <source>What to look for stands right after “{term}”, without a space.</source>
        <translation>Lo que se busca va justo después de «{term}», sin espacio.</translation>
    </message>
</context>
<context>
    <name>Reclaim</name>
    <message>
        <source>earlier state</source>
        <translation>estado anterior</translation>
    </message>
    <message>
        <source>data that were never finished</source>
        <translation>datos nunca terminados</translation>
    </message>
    <message>
        <source>temporary data of a past run</source>
        <translation>datos temporales de una ejecución pasada</translation>
    </message>
    <message>
        <source>snapshot of a past run</source>
        <translation>instantánea de una ejecución pasada</translation>
    </message>
    <message>
        <source>data of no qube</source>
        <translation>datos de ningún qube</translation>
    </message>
</context>
<context>
    <name>ReclaimDialog</name>
    <message>
        <source>What would free space?</source>
        <translation>¿Qué liberaría espacio?</translation>
    </message>
    <message>
        <source>Tick what you can do without. Nothing is removed before you press the button; what was removed does not come back.</source>
        <translation>Marque aquello de lo que puede prescindir. Nada se quita antes de que pulse el botón; lo quitado no vuelve.</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>What takes space</source>
        <translation>Qué ocupa espacio</translation>
    </message>
    <message>
        <source>&amp;Free</source>
        <translation>&amp;Liberar</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Cerrar</translation>
    </message>
    <message>
        <source>What would free space in {pool}?</source>
        <translation>¿Qué liberaría espacio en {pool}?</translation>
    </message>
    <message>
        <source>{done} of {total} removed.</source>
        <translation>{done} de {total} quitados.</translation>
    </message>
    <message>
        <source>Nothing is there that could be removed.</source>
        <translation>No hay nada que se pueda quitar.</translation>
    </message>
    <message>
        <source>{size} and more become free.</source>
        <translation>Se liberan {size} y más.</translation>
    </message>
    <message>
        <source>{size} become free.</source>
        <translation>Se liberan {size}.</translation>
    </message>
    <message>
        <source>&amp;Free {size}</source>
        <translation>&amp;Liberar {size}</translation>
    </message>
    <message>
        <source>Tick something first.</source>
        <translation>Marque antes algo.</translation>
    </message>
</context>
<context>
    <name>ReclaimModel</name>
    <message>
        <source>Of</source>
        <translation>De</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Qué</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Cuándo</translation>
    </message>
    <message>
        <source>Frees</source>
        <translation>Libera</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Observaciones</translation>
    </message>
    <message>
        <source>{what}, pinned</source>
        <translation>{what}, fijado</translation>
    </message>
</context>
<context>
    <name>RemoveDialog</name>
    <message>
        <source>Remove {name}?</source>
        <translation>¿Quitar {name}?</translation>
    </message>
    <message>
        <source>&amp;Remove {name}</source>
        <translation>&amp;Quitar {name}</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>y {count} más</translation>
    </message>
    <message>
        <source>remove</source>
        <translation>quitar</translation>
    </message>
    <message>
        <source>No backup is known, so nothing can bring this data back. Type “{word}”:</source>
        <translation>No se conoce ningún respaldo, así que nada puede recuperar estos datos. Escriba «{word}»:</translation>
    </message>
    <message>
        <source>{name}: holds no data of its own</source>
        <translation>{name}: no tiene datos propios</translation>
    </message>
    <message>
        <source>{name}: {size} of data, never backed up</source>
        <translation>{name}: {size} de datos, nunca respaldado</translation>
    </message>
    <message>
        <source>{name}: {size} of data, last backed up {when}</source>
        <translation>{name}: {size} de datos, respaldado {when}</translation>
    </message>
    <message>
        <source>Still needed by {names}. Give them another one first.</source>
        <translation>Aún lo necesitan {names}. Déles antes otro.</translation>
    </message>
    <message>
        <source>Remove qubes</source>
        <translation>Quitar qubes</translation>
    </message>
    <message>
        <source>Type the word to confirm</source>
        <translation>Escriba la palabra para confirmar</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Cancelar</translation>
    </message>
    <message numerus="yes">
        <source>Remove %n qube(s)?</source>
        <translation>
            <numerusform>¿Quitar %n qube?</numerusform>
            <numerusform>¿Quitar %n qubes?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Remove %n qube(s)</source>
        <translation>
            <numerusform>&amp;Quitar %n qube</numerusform>
            <numerusform>&amp;Quitar %n qubes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RenameDialog</name>
    <message>
        <source>Rename {name}</source>
        <translation>Renombrar {name}</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>&amp;Renombrar</translation>
    </message>
    <message>
        <source>Earlier states of its volumes are not kept.</source>
        <translation>Los estados anteriores de sus volúmenes no se conservan.</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>y {count} más</translation>
    </message>
    <message>
        <source>What refers to it follows:</source>
        <translation>Lo que se refiere a él lo sigue:</translation>
    </message>
    <message>
        <source>Type another name.</source>
        <translation>Escriba otro nombre.</translation>
    </message>
    <message>
        <source>{property} of the system</source>
        <translation>{property} del sistema</translation>
    </message>
    <message>
        <source>{property} of {name}</source>
        <translation>{property} de {name}</translation>
    </message>
</context>
<context>
    <name>RestoreRun</name>
    <message>
        <source>Settling what was begun and cannot be finished…</source>
        <translation>Arreglando lo empezado que no puede acabarse…</translation>
    </message>
</context>
<context>
    <name>RestoreWizard</name>
    <message>
        <source>Verify a backup</source>
        <translation>Verificar un respaldo</translation>
    </message>
    <message>
        <source>Restore qubes</source>
        <translation>Restaurar qubes</translation>
    </message>
    <message numerus="yes">
        <source>Verifying %n qube(s)</source>
        <translation>
            <numerusform>Verificando %n qube</numerusform>
            <numerusform>Verificando %n qubes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restoring %n qube(s)</source>
        <translation>
            <numerusform>Restaurando %n qube</numerusform>
            <numerusform>Restaurando %n qubes</numerusform>
        </translation>
    </message>
    <message>
        <source>The plan was changed, and nothing of it is done yet.</source>
        <translation>El plan se cambió, y nada de él se ha hecho aún.</translation>
    </message>
    <message>
        <source>Closing forgets the changes.</source>
        <translation>Al cerrar se olvidan los cambios.</translation>
    </message>
    <message>
        <source>Close and &amp;forget them</source>
        <translation>Cerrar y &amp;olvidarlos</translation>
    </message>
    <message>
        <source>&amp;Keep the window open</source>
        <translation>&amp;Mantener la ventana abierta</translation>
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
        <translation>Resultado</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Datos</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Observación</translation>
    </message>
</context>
<context>
    <name>Room</name>
    <message>
        <source>The Qube Manager lists what can be freed: {place}</source>
        <translation>El Qube Manager muestra lo que se puede liberar: {place}</translation>
    </message>
    <message>
        <source>if no qube needs it, remove it in the Qube Manager: {place}</source>
        <translation>si ningún qube lo necesita, quítelo en el Qube Manager: {place}</translation>
    </message>
</context>
<context>
    <name>RulesModel</name>
    <message>
        <source>Action</source>
        <translation>Acción</translation>
    </message>
    <message>
        <source>To</source>
        <translation>A</translation>
    </message>
    <message>
        <source>Ports</source>
        <translation>Puertos</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Hasta</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Comentario</translation>
    </message>
    <message>
        <source>accept</source>
        <translation>aceptar</translation>
    </message>
    <message>
        <source>drop</source>
        <translation>rechazar</translation>
    </message>
    <message>
        <source>name servers (DNS)</source>
        <translation>servidores de nombres (DNS)</translation>
    </message>
    <message>
        <source>everywhere</source>
        <translation>a todas partes</translation>
    </message>
    <message>
        <source>all</source>
        <translation>todos</translation>
    </message>
    <message>
        <source>Never comes to it: rule {number} takes everything before.</source>
        <translation>Nunca le llega el turno: la regla {number} lo toma todo antes.</translation>
    </message>
</context>
<context>
    <name>RunPage</name>
    <message>
        <source>Progress</source>
        <translation>Progreso</translation>
    </message>
    <message>
        <source>&amp;Try again…</source>
        <translation>&amp;Intentar otra vez…</translation>
    </message>
    <message>
        <source>&amp;Save report…</source>
        <translation>&amp;Guardar informe…</translation>
    </message>
    <message>
        <source>What became of each qube</source>
        <translation>Qué fue de cada qube</translation>
    </message>
    <message>
        <source>You may close this window: the job goes on, and Qube Manager shows it.</source>
        <translation>Puede cerrar esta ventana: el trabajo sigue, y Qube Manager lo muestra.</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Resultado</translation>
    </message>
    <message>
        <source>This is what was done</source>
        <translation>Esto es lo que se hizo</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>Guardar informe</translation>
    </message>
    <message>
        <source>report.txt</source>
        <translation>informe.txt</translation>
    </message>
    <message>
        <source>The report was not saved: {reason}</source>
        <translation>El informe no se guardó: {reason}</translation>
    </message>
    <message>
        <source>The report is in {path}</source>
        <translation>El informe está en {path}</translation>
    </message>
    <message>
        <source>Cancelling, and removing what is half made…</source>
        <translation>Cancelando y quitando lo que está a medias…</translation>
    </message>
</context>
<context>
    <name>SavedViews</name>
    <message>
        <source>&amp;Save this view…</source>
        <translation>&amp;Guardar esta vista…</translation>
    </message>
    <message>
        <source>&amp;Forget</source>
        <translation>&amp;Olvidar</translation>
    </message>
    <message>
        <source>Save this view</source>
        <translation>Guardar esta vista</translation>
    </message>
    <message>
        <source>Name of this view (search, chips, list or tree):</source>
        <translation>Nombre de esta vista (búsqueda, filtros, lista o árbol):</translation>
    </message>
    <message>
        <source>“{name}” keeps its name: another view is called “{new}”.</source>
        <translation>«{name}» conserva su nombre: otra vista se llama «{new}».</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>&amp;Cambiar nombre</translation>
    </message>
    <message>
        <source>New name of “{name}”:</source>
        <translation>Nuevo nombre de «{name}»:</translation>
    </message>
    <message>
        <source>Rename this view</source>
        <translation>Cambiar el nombre de esta vista</translation>
    </message>
</context>
<context>
    <name>ScheduleDialog</name>
    <message>
        <source>Schedule</source>
        <translation>Horario</translation>
    </message>
    <message>
        <source>&amp;Every</source>
        <translation>&amp;Cada</translation>
    </message>
    <message>
        <source>A missed run is made up for as soon as the computer is on. The passphrase is taken from your keyring; it is put there once, in a terminal:</source>
        <translation>Una ejecución perdida se recupera en cuanto el equipo está encendido. La frase de paso se toma de su llavero; se pone allí una vez, en una terminal:</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Orden</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>Copiar la orden</translation>
    </message>
    <message>
        <source>&amp;Set</source>
        <translation>&amp;Fijar</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Cerrar</translation>
    </message>
    <message>
        <source>When shall {name} run?</source>
        <translation>¿Cuándo debe ejecutarse {name}?</translation>
    </message>
    <message>
        <source>hour</source>
        <translation>hora</translation>
    </message>
    <message>
        <source>day</source>
        <translation>día</translation>
    </message>
    <message>
        <source>week</source>
        <translation>semana</translation>
    </message>
    <message>
        <source>month</source>
        <translation>mes</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nunca</translation>
    </message>
    <message>
        <source>It no longer runs by itself.</source>
        <translation>Ya no se ejecuta solo.</translation>
    </message>
    <message>
        <source>{timer} is written, but it does not run yet: {problem}</source>
        <translation>{timer} está escrito, pero aún no se ejecuta: {problem}</translation>
    </message>
    <message>
        <source>It runs by itself from now on ({timer}).</source>
        <translation>Desde ahora se ejecuta solo ({timer}).</translation>
    </message>
</context>
<context>
    <name>SearchLine</name>
    <message>
        <source>Search (Ctrl+F)</source>
        <translation>Buscar (Ctrl+F)</translation>
    </message>
    <message>
        <source>Search qubes</source>
        <translation>Buscar qubes</translation>
    </message>
    <message>
        <source>Words from any column, and terms:
{fields} with a part of the text, such as template:debian or netvm:none
size&gt;10G or size&lt;500M for the size of the disks, used&gt; and used&lt; for what they hold</source>
        <translation>Palabras de cualquier columna, y términos:
{fields} con una parte del texto, como template:debian o netvm:none
size&gt;10G o size&lt;500M para el tamaño de los discos, used&gt; y used&lt; para lo que contienen</translation>
    </message>
</context>
<context>
    <name>ServicesPage</name>
    <message>
        <source>Services are switched on or off inside the qube at its next start. Features are notes that programs read.</source>
        <translation>Los servicios se activan o desactivan dentro del qube en su próximo arranque. Las características son notas que leen los programas.</translation>
    </message>
    <message>
        <source>Services, features and tags</source>
        <translation>Servicios, características y marcas</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>name</source>
        <translation>nombre</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Añadir</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Quitar</translation>
    </message>
    <message>
        <source>&amp;Services</source>
        <translation>&amp;Servicios</translation>
    </message>
    <message>
        <source>{name}: removed</source>
        <translation>{name}: quitado</translation>
    </message>
    <message>
        <source>on</source>
        <translation>activado</translation>
    </message>
    <message>
        <source>off</source>
        <translation>desactivado</translation>
    </message>
    <message>
        <source>added</source>
        <translation>añadido</translation>
    </message>
    <message>
        <source>It is there already.</source>
        <translation>Ya está ahí.</translation>
    </message>
    <message>
        <source>The name has no spaces.</source>
        <translation>El nombre no tiene espacios.</translation>
    </message>
    <message>
        <source>No service, feature or tag is set.</source>
        <translation>No hay ningún servicio, característica ni marca.</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>yes</source>
        <translation>sí</translation>
    </message>
    <message>
        <source>no</source>
        <translation>no</translation>
    </message>
    <message>
        <source>none</source>
        <translation>ninguno</translation>
    </message>
    <message>
        <source>default</source>
        <translation>predeterminado</translation>
    </message>
    <message>
        <source>the qube&apos;s own</source>
        <translation>el propio del qube</translation>
    </message>
    <message>
        <source>default ({value})</source>
        <translation>predeterminado ({value})</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Find a setting</source>
        <translation>Buscar un ajuste</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Páginas</translation>
    </message>
    <message>
        <source>&amp;Basic</source>
        <translation>&amp;Básico</translation>
    </message>
    <message>
        <source>&amp;Label</source>
        <translation>&amp;Etiqueta</translation>
    </message>
    <message>
        <source>&amp;Template</source>
        <translation>&amp;Plantilla</translation>
    </message>
    <message>
        <source>In &amp;backups by default</source>
        <translation>En los &amp;respaldos por defecto</translation>
    </message>
    <message>
        <source>Start with the &amp;computer</source>
        <translation>Arrancar con el e&amp;quipo</translation>
    </message>
    <message>
        <source>Can give &amp;network</source>
        <translation>Puede dar &amp;red</translation>
    </message>
    <message>
        <source>Template for &amp;disposables</source>
        <translation>Plantilla de &amp;desechables</translation>
    </message>
    <message>
        <source>Ad&amp;vanced</source>
        <translation>A&amp;vanzado</translation>
    </message>
    <message>
        <source>&amp;Memory at start (MiB)</source>
        <translation>&amp;Memoria al arrancar (MiB)</translation>
    </message>
    <message>
        <source>&amp;Processors</source>
        <translation>&amp;Procesadores</translation>
    </message>
    <message>
        <source>&amp;Virtualisation</source>
        <translation>&amp;Virtualización</translation>
    </message>
    <message>
        <source>Default &amp;user</source>
        <translation>&amp;Usuario predeterminado</translation>
    </message>
    <message>
        <source>Its d&amp;isposables from</source>
        <translation>Sus &amp;desechables desde</translation>
    </message>
    <message>
        <source>Time to shut &amp;down (s)</source>
        <translation>Tiempo de a&amp;pagado (s)</translation>
    </message>
    <message>
        <source>Net&amp;work</source>
        <translation>&amp;Red</translation>
    </message>
    <message>
        <source>&amp;Net qube</source>
        <translation>Qube de &amp;red</translation>
    </message>
    <message>
        <source>I&amp;P address</source>
        <translation>Dirección I&amp;P</translation>
    </message>
    <message>
        <source>M&amp;AC address</source>
        <translation>Dirección M&amp;AC</translation>
    </message>
    <message>
        <source>N&amp;otes</source>
        <translation>N&amp;otas</translation>
    </message>
    <message>
        <source>Notes of the qube</source>
        <translation>Notas del qube</translation>
    </message>
    <message>
        <source>Clo&amp;se</source>
        <translation>Ce&amp;rrar</translation>
    </message>
    <message>
        <source>Settings of {name}</source>
        <translation>Ajustes de {name}</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notas</translation>
    </message>
    <message>
        <source>This cannot be applied</source>
        <translation>Esto no se puede aplicar</translation>
    </message>
    <message>
        <source>{setting} are changed</source>
        <translation>{setting}: cambiado</translation>
    </message>
    <message>
        <source>&amp;Kernel</source>
        <translation>&amp;Núcleo</translation>
    </message>
    <message>
        <source>Ke&amp;rnel options</source>
        <translation>Op&amp;ciones del núcleo</translation>
    </message>
    <message>
        <source>Deb&amp;ug mode</source>
        <translation>Modo de dep&amp;uración</translation>
    </message>
    <message>
        <source>Memory at m&amp;ost (MiB, 0 = fixed)</source>
        <translation>Memoria c&amp;omo mucho (MiB, 0 = fija)</translation>
    </message>
    <message>
        <source>Time to st&amp;art (s)</source>
        <translation>Tiempo p&amp;ara arrancar (s)</translation>
    </message>
    <message>
        <source>What will change</source>
        <translation>Lo que cambiará</translation>
    </message>
    <message>
        <source>Appl&amp;y</source>
        <translation>&amp;Aplicar</translation>
    </message>
    <message>
        <source>It was changed elsewhere just now. Look at the changes, then apply them.</source>
        <translation>Acaba de cambiar en otro lugar. Mire los cambios y luego aplíquelos.</translation>
    </message>
    <message>
        <source>The notes were changed elsewhere as well. Which ones shall it be?</source>
        <translation>Las notas también cambiaron en otro lugar. ¿Cuáles valen?</translation>
    </message>
    <message>
        <source>Those from elsewhere:</source>
        <translation>Las de otro lugar:</translation>
    </message>
    <message>
        <source>&amp;Mine</source>
        <translation>&amp;Mías</translation>
    </message>
    <message>
        <source>Those from &amp;elsewhere</source>
        <translation>Las d&amp;e otro lugar</translation>
    </message>
    <message>
        <source>&amp;Both</source>
        <translation>Am&amp;bas</translation>
    </message>
    <message>
        <source>The qube was removed; nothing of this can be applied.</source>
        <translation>El qube se quitó; nada de esto se puede aplicar.</translation>
    </message>
    <message>
        <source>(they were changed elsewhere meanwhile)</source>
        <translation>(cambiaron entretanto en otro lugar)</translation>
    </message>
    <message>
        <source>Keep the present template at the next start, too</source>
        <translation>Conservar la plantilla actual también en el próximo arranque</translation>
    </message>
    <message>
        <source>&amp;Withdraw</source>
        <translation>Ret&amp;irar</translation>
    </message>
    <message>
        <source>It has {now}, and gets {then} at its next start.</source>
        <translation>Tiene {now} y recibe {then} en su próximo arranque.</translation>
    </message>
    <message>
        <source>It runs, so another template comes at its next start.</source>
        <translation>Está en marcha; otra plantilla llega en su próximo arranque.</translation>
    </message>
    <message>
        <source>It runs; its template can be changed when it is shut down.</source>
        <translation>Está en marcha; su plantilla se puede cambiar cuando esté apagado.</translation>
    </message>
    <message>
        <source>{setting}: {now} stays; {then} is not taken at the next start</source>
        <translation>{setting}: {now} se queda; {then} no se toma en el próximo arranque</translation>
    </message>
    <message>
        <source>{setting}: {now} → {then} at the next start, for the qube runs</source>
        <translation>{setting}: {now} → {then} en el próximo arranque, pues el qube está en marcha</translation>
    </message>
    <message>
        <source>Not everything was applied</source>
        <translation>No se ha aplicado todo</translation>
    </message>
</context>
<context>
    <name>SheetDialog</name>
    <message>
        <source>Nothing is changed.</source>
        <translation>No se ha cambiado nada.</translation>
    </message>
    <message>
        <source>These changes are not applied yet:</source>
        <translation>Estos cambios aún no se han aplicado:</translation>
    </message>
    <message>
        <source>&amp;Discard them</source>
        <translation>&amp;Descartarlos</translation>
    </message>
    <message>
        <source>(changed elsewhere meanwhile: {old} → {new})</source>
        <translation>(cambiado entretanto en otro lugar: {old} → {new})</translation>
    </message>
    <message numerus="yes">
        <source>Appl&amp;y %n change(s)</source>
        <translation>
            <numerusform>&amp;Aplicar %n cambio</numerusform>
            <numerusform>&amp;Aplicar %n cambios</numerusform>
        </translation>
    </message>
    <message>
        <source>Appl&amp;y</source>
        <translation>&amp;Aplicar</translation>
    </message>
    <message>
        <source>Nothing of this was applied: qubesd does not answer. Apply it again when it is back.</source>
        <translation>No se ha aplicado nada de esto: qubesd no responde. Aplíquelo de nuevo cuando haya vuelto.</translation>
    </message>
    <message>
        <source>Nothing of this was applied: {reason}</source>
        <translation>No se ha aplicado nada de esto: {reason}</translation>
    </message>
    <message>
        <source>&amp;Keep editing</source>
        <translation>&amp;Seguir editando</translation>
    </message>
</context>
<context>
    <name>SourcePage</name>
    <message>
        <source>Backup &amp;file</source>
        <translation>Archivo de &amp;respaldo</translation>
    </message>
    <message>
        <source>B&amp;rowse…</source>
        <translation>E&amp;xaminar…</translation>
    </message>
    <message>
        <source>From where</source>
        <translation>De dónde</translation>
    </message>
    <message>
        <source>Which backup shall be restored?</source>
        <translation>¿Qué respaldo restaurar?</translation>
    </message>
    <message>
        <source>Choose a backup archive.</source>
        <translation>Elija un archivo de respaldo.</translation>
    </message>
    <message>
        <source>That file is not a Qubes backup.</source>
        <translation>Ese archivo no es un respaldo de Qubes.</translation>
    </message>
    <message>
        <source>That is not a file.</source>
        <translation>Eso no es un archivo.</translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation>No existe ese archivo.</translation>
    </message>
    <message>
        <source>That file cannot be read: {reason}</source>
        <translation>Ese archivo no se puede leer: {reason}</translation>
    </message>
    <message>
        <source>A Qubes backup, format {version}, {size}</source>
        <translation>Un respaldo de Qubes, formato {version}, {size}</translation>
    </message>
    <message>
        <source>Backup archive</source>
        <translation>Archivo de respaldo</translation>
    </message>
    <message>
        <source>It is read out of the running qube {name}.</source>
        <translation>Se lee del qube en marcha {name}.</translation>
    </message>
    <message>
        <source>Which backup shall be verified?</source>
        <translation>¿Qué respaldo verificar?</translation>
    </message>
    <message>
        <source>Or drop the file onto this window. One in a running qube is named QUBE:/path/of/the/file. Nothing is changed before you have seen the plan.</source>
        <translation>O suelte el archivo en esta ventana. Uno que está en un qube en marcha se nombra QUBE:/ruta/del/archivo. Nada se cambia antes de que haya visto el plan.</translation>
    </message>
    <message>
        <source>Back&amp;ups made here, as far as their files can be reached now:</source>
        <translation>Respaldos hechos aquí c&amp;uyos archivos están ahora al alcance:</translation>
    </message>
    <message>
        <source>Backups made here</source>
        <translation>Respaldos hechos aquí</translation>
    </message>
    <message>
        <source>Kept &amp;in</source>
        <translation>Guardado e&amp;n</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>este equipo</translation>
    </message>
    <message>
        <source>the qube {name}</source>
        <translation>el qube {name}</translation>
    </message>
    <message numerus="yes">
        <source>Go &amp;on with the restore of {archive} that was cut: {done} of %n qube(s) done</source>
        <translation>
            <numerusform>C&amp;ontinuar la restauración interrumpida de {archive}: {done} de %n qube hecho</numerusform>
            <numerusform>C&amp;ontinuar la restauración interrumpida de {archive}: {done} de %n qubes hechos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatesDialog</name>
    <message>
        <source>Volumes</source>
        <translation>Volúmenes</translation>
    </message>
    <message>
        <source>Vo&amp;lume</source>
        <translation>Vo&amp;lumen</translation>
    </message>
    <message>
        <source>Earlier states, the newest first:</source>
        <translation>Estados anteriores, el más nuevo primero:</translation>
    </message>
    <message>
        <source>Earlier states</source>
        <translation>Estados anteriores</translation>
    </message>
    <message>
        <source>Re&amp;vert to this</source>
        <translation>&amp;Volver a este</translation>
    </message>
    <message>
        <source>&amp;Pin…</source>
        <translation>Fi&amp;jar…</translation>
    </message>
    <message>
        <source>S&amp;et</source>
        <translation>F&amp;ijar</translation>
    </message>
    <message>
        <source>&amp;Size</source>
        <translation>&amp;Tamaño</translation>
    </message>
    <message>
        <source>&amp;Resize</source>
        <translation>&amp;Redimensionar</translation>
    </message>
    <message>
        <source>P&amp;ool</source>
        <translation>P&amp;ool</translation>
    </message>
    <message>
        <source>&amp;Move there</source>
        <translation>&amp;Mover allí</translation>
    </message>
    <message>
        <source>Progress of the move</source>
        <translation>Progreso del traslado</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Deshacer</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Cerrar</translation>
    </message>
    <message>
        <source>Volumes of {name}</source>
        <translation>Volúmenes de {name}</translation>
    </message>
    <message>
        <source>No earlier state yet: one is kept whenever the qube shuts down.</source>
        <translation>Aún no hay estado anterior: se guarda uno cada vez que el qube se apaga.</translation>
    </message>
    <message>
        <source>This volume is not kept, so it has no states.</source>
        <translation>Este volumen no se conserva, así que no tiene estados.</translation>
    </message>
    <message>
        <source>{size} used, in the pool {pool}</source>
        <translation>{size} usados, en el pool {pool}</translation>
    </message>
    <message>
        <source>It is as it was: {when}.</source>
        <translation>Está como estaba: {when}.</translation>
    </message>
    <message>
        <source>The revert is undone.</source>
        <translation>La vuelta atrás se ha deshecho.</translation>
    </message>
    <message>
        <source>Pin a state</source>
        <translation>Fijar un estado</translation>
    </message>
    <message>
        <source>It stays until it is unpinned. A note, if you like:</source>
        <translation>Se queda hasta que se suelte. Una nota, si quiere:</translation>
    </message>
    <message>
        <source>It has {size} now.</source>
        <translation>Ahora tiene {size}.</translation>
    </message>
    <message>
        <source>This volume is not kept.</source>
        <translation>Este volumen no se conserva.</translation>
    </message>
    <message>
        <source>Shut the qube down first.</source>
        <translation>Apague antes el qube.</translation>
    </message>
    <message>
        <source>Select a state.</source>
        <translation>Seleccione un estado.</translation>
    </message>
    <message>
        <source>The present state is kept as a state of its own.</source>
        <translation>El estado actual se guarda como un estado propio.</translation>
    </message>
    <message>
        <source>Un&amp;pin</source>
        <translation>Sol&amp;tar</translation>
    </message>
    <message>
        <source>It has the size of its template&apos;s volume.</source>
        <translation>Tiene el tamaño del volumen de su plantilla.</translation>
    </message>
    <message>
        <source>Earlier states to &amp;keep</source>
        <translation>Estados anteriores que &amp;guardar</translation>
    </message>
    <message>
        <source>Kept from the next shutdown on: {count}.</source>
        <translation>Se guardan desde el próximo apagado: {count}.</translation>
    </message>
    <message>
        <source>In the pool {pool}; nobody has measured it</source>
        <translation>En el pool {pool}; nadie lo ha medido</translation>
    </message>
    <message>
        <source>&amp;Pin</source>
        <translation>&amp;Fijar</translation>
    </message>
    <message>
        <source>C&amp;lone to a new qube…</source>
        <translation>C&amp;lonar a un qube nuevo…</translation>
    </message>
    <message>
        <source>The qube {name} is made, with that state of the volume.</source>
        <translation>El qube {name} está hecho, con ese estado del volumen.</translation>
    </message>
    <message>
        <source>The qubesd of this system cannot do this.</source>
        <translation>El qubesd de este sistema no puede hacerlo.</translation>
    </message>
    <message>
        <source>Another qube like this one, with the data of that state</source>
        <translation>Otro qube como este, con los datos de ese estado</translation>
    </message>
    <message>
        <source>Shut &amp;down and move</source>
        <translation>Apa&amp;gar y mover</translation>
    </message>
    <message>
        <source>It runs on until somebody shuts it down; then the volume is moved</source>
        <translation>Sigue en marcha hasta que alguien lo apague; después se mueve el volumen</translation>
    </message>
    <message>
        <source>Move once it is s&amp;hut down</source>
        <translation>Mover cuando esté a&amp;pagado</translation>
    </message>
    <message>
        <source>It cannot be used now: {reason}</source>
        <translation>No se puede usar ahora: {reason}</translation>
    </message>
</context>
<context>
    <name>StatesModel</name>
    <message>
        <source>When</source>
        <translation>Cuándo</translation>
    </message>
    <message>
        <source>Why it was kept</source>
        <translation>Por qué se guardó</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>Ocupa</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>{time}, pinned</source>
        <translation>{time}, fijado</translation>
    </message>
    <message>
        <source>pinned: it stays until it is unpinned</source>
        <translation>fijado: se queda hasta que se suelte</translation>
    </message>
    <message>
        <source>The driver of its pool does not know</source>
        <translation>El controlador de su pool no lo sabe</translation>
    </message>
    <message>
        <source>What removing it would free</source>
        <translation>Lo que liberaría quitarlo</translation>
    </message>
</context>
<context>
    <name>StepRail</name>
    <message>
        <source>Step {number} of {total}: {title}</source>
        <translation>Paso {number} de {total}: {title}</translation>
    </message>
</context>
<context>
    <name>StoragePage</name>
    <message>
        <source>Volumes</source>
        <translation>Volúmenes</translation>
    </message>
    <message>
        <source>Backups that have this qube:</source>
        <translation>Respaldos que tienen este qube:</translation>
    </message>
    <message>
        <source>Backups that have this qube</source>
        <translation>Respaldos que tienen este qube</translation>
    </message>
    <message>
        <source>St&amp;orage, backup</source>
        <translation>Alma&amp;cenamiento, respaldo</translation>
    </message>
    <message>
        <source>No backup known here has it.</source>
        <translation>Ningún respaldo conocido aquí lo tiene.</translation>
    </message>
    <message>
        <source>Earlier states, si&amp;ze…</source>
        <translation>Estados anteriores, &amp;tamaño…</translation>
    </message>
</context>
<context>
    <name>SummaryPage</name>
    <message>
        <source>Qubes that will be saved</source>
        <translation>Qubes que se respaldarán</translation>
    </message>
    <message>
        <source>The same in a &amp;terminal:</source>
        <translation>Lo mismo en una &amp;terminal:</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>Copiar la orden</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Resumen</translation>
    </message>
    <message>
        <source>This is what will be saved</source>
        <translation>Esto es lo que se respaldará</translation>
    </message>
    <message>
        <source>compressed ({method})</source>
        <translation>comprimidos ({method})</translation>
    </message>
    <message>
        <source>not compressed</source>
        <translation>sin comprimir</translation>
    </message>
    <message>
        <source>settings only</source>
        <translation>solo ajustes</translation>
    </message>
    <message>
        <source>compressed ({method}) to about {size}</source>
        <translation>comprimidos ({method}) a unos {size}</translation>
    </message>
    <message>
        <source>{size} of data go, encrypted and {compression}, to
{target}
{running}
The archive has the disks, settings, features, tags and notes of the qubes below and names the templates and net qubes they use. Nothing else of this computer.</source>
        <translation>Salen {size} de datos, cifrados y {compression}, hacia
{target}
{running}
El archivo tiene los discos, ajustes, características, marcas y notas de los qubes de abajo y nombra las plantillas y qubes de red que usan. Nada más de este equipo.</translation>
    </message>
    <message>
        <source>As they were before they were started: {names}.</source>
        <translation>Como estaban antes de arrancar: {names}.</translation>
    </message>
    <message>
        <source>As they are at that moment, while they run: {names}.</source>
        <translation>Como estén en ese momento, en marcha: {names}.</translation>
    </message>
    <message>
        <source>Shut down before and started again afterwards: {names}.</source>
        <translation>Se apagan antes y se arrancan de nuevo después: {names}.</translation>
    </message>
    <message numerus="yes">
        <source>Back &amp;up %n qube(s)</source>
        <translation>
            <numerusform>&amp;Respaldar %n qube</numerusform>
            <numerusform>&amp;Respaldar %n qubes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SwitchTemplatesDialog</name>
    <message>
        <source>Template</source>
        <translation>Plantilla</translation>
    </message>
    <message>
        <source>any template</source>
        <translation>cualquier plantilla</translation>
    </message>
    <message>
        <source>Will be restarted: {names}</source>
        <translation>Se reiniciarán: {names}</translation>
    </message>
    <message>
        <source>Left out, for they run: {names}</source>
        <translation>Fuera, porque están en marcha: {names}</translation>
    </message>
    <message numerus="yes">
        <source>S&amp;witch %n qube(s)</source>
        <translation>
            <numerusform>C&amp;ambiar %n qube</numerusform>
            <numerusform>C&amp;ambiar %n qubes</numerusform>
        </translation>
    </message>
    <message>
        <source>S&amp;witch</source>
        <translation>C&amp;ambiar</translation>
    </message>
    <message>
        <source>No qube is to be switched.</source>
        <translation>No hay qubes que cambiar.</translation>
    </message>
    <message>
        <source>Switch templates</source>
        <translation>Cambiar plantillas</translation>
    </message>
    <message>
        <source>Switch qubes to another template</source>
        <translation>Pasar qubes a otra plantilla</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>&amp;Desde</translation>
    </message>
    <message>
        <source>&amp;To</source>
        <translation>&amp;A</translation>
    </message>
    <message>
        <source>Qubes to switch</source>
        <translation>Qubes por cambiar</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Cerrar</translation>
    </message>
    <message>
        <source>choose a template</source>
        <translation>elija una plantilla</translation>
    </message>
    <message>
        <source>Choose from which template to which.</source>
        <translation>Elija de qué plantilla a cuál.</translation>
    </message>
    <message>
        <source>Search these qubes</source>
        <translation>Buscar en estos qubes</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>&amp;All</source>
        <translation>&amp;Todos</translation>
    </message>
    <message>
        <source>Tick all that are shown</source>
        <translation>Marcar todos los mostrados</translation>
    </message>
    <message>
        <source>&amp;None</source>
        <translation>&amp;Ninguno</translation>
    </message>
    <message>
        <source>Tick none of those that are shown</source>
        <translation>No marcar ninguno de los mostrados</translation>
    </message>
    <message>
        <source>switch at their next start</source>
        <translation>pasarlos en su próximo arranque</translation>
    </message>
    <message>
        <source>shut down, switch, and start again</source>
        <translation>apagarlos, pasarlos y arrancarlos de nuevo</translation>
    </message>
    <message>
        <source>leave as they are</source>
        <translation>dejarlos como están</translation>
    </message>
    <message>
        <source>The qubesd of this system cannot put a change off to the next start.</source>
        <translation>El qubesd de este sistema no puede aplazar un cambio hasta el próximo arranque.</translation>
    </message>
    <message numerus="yes">
        <source>%n qube(s) switched.</source>
        <translation>
            <numerusform>%n qube pasado.</numerusform>
            <numerusform>%n qubes pasados.</numerusform>
        </translation>
    </message>
    <message>
        <source>At their next start: {names}</source>
        <translation>En su próximo arranque: {names}</translation>
    </message>
    <message>
        <source>&amp;Running qubes</source>
        <translation>Qubes en &amp;marcha</translation>
    </message>
    <message numerus="yes">
        <source>%n qube(s) will change at the next start.</source>
        <translation>
            <numerusform>%n qube cambiará en el próximo arranque.</numerusform>
            <numerusform>%n qubes cambiarán en el próximo arranque.</numerusform>
        </translation>
    </message>
    <message>
        <source>Only those; what was changed stays as it is</source>
        <translation>Solo esos; lo que se cambió queda así</translation>
    </message>
    <message>
        <source>&amp;Try the failed ones again</source>
        <translation>Rein&amp;tentar los que fallaron</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>shut down</source>
        <translation>apagado</translation>
    </message>
    <message>
        <source>before it was reverted</source>
        <translation>antes de volver atrás</translation>
    </message>
    <message>
        <source>before data were put in</source>
        <translation>antes de poner datos</translation>
    </message>
    <message>
        <source>before it became a copy</source>
        <translation>antes de ser una copia</translation>
    </message>
    <message>
        <source>before it was restored</source>
        <translation>antes de ser restaurado</translation>
    </message>
    <message>
        <source>kept state</source>
        <translation>estado guardado</translation>
    </message>
    <message>
        <source>started</source>
        <translation>arrancados</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>pausados</translation>
    </message>
    <message>
        <source>went on</source>
        <translation>siguió</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>terminó</translation>
    </message>
    <message>
        <source>label</source>
        <translation>etiqueta</translation>
    </message>
    <message>
        <source>template</source>
        <translation>plantilla</translation>
    </message>
    <message>
        <source>net qube</source>
        <translation>qube de red</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>memoria</translation>
    </message>
    <message>
        <source>autostart</source>
        <translation>autoarranque</translation>
    </message>
    <message>
        <source>in backups</source>
        <translation>en respaldos</translation>
    </message>
    <message>
        <source>disposable</source>
        <translation>desechable</translation>
    </message>
    <message>
        <source>kernel</source>
        <translation>núcleo</translation>
    </message>
    <message>
        <source>data of {time}</source>
        <translation>datos de {time}</translation>
    </message>
</context>
<context>
    <name>TimelineModel</name>
    <message>
        <source>backup; the verification failed</source>
        <translation>respaldo; la verificación falló</translation>
    </message>
    <message>
        <source>backup, verified</source>
        <translation>respaldo, verificado</translation>
    </message>
    <message>
        <source>backup, not verified yet</source>
        <translation>respaldo, aún sin verificar</translation>
    </message>
    <message>
        <source>holds {size}</source>
        <translation>ocupa {size}</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>fijado</translation>
    </message>
    <message>
        <source>seen by this window; nobody keeps it</source>
        <translation>visto por esta ventana; nadie lo guarda</translation>
    </message>
    <message>
        <source>a stream</source>
        <translation>un flujo</translation>
    </message>
    <message>
        <source>restored from {archive}</source>
        <translation>restaurado de {archive}</translation>
    </message>
    <message>
        <source>restored from {archive} (backup of {time})</source>
        <translation>restaurado de {archive} (respaldo de {time})</translation>
    </message>
</context>
<context>
    <name>UnlockPage</name>
    <message>
        <source>&amp;Passphrase</source>
        <translation>&amp;Frase de paso</translation>
    </message>
    <message>
        <source>Checking the passphrase</source>
        <translation>Comprobando la frase de paso</translation>
    </message>
    <message>
        <source>It is the one that was typed when the backup was made. Checking it takes some seconds, on purpose: that is what makes it hard to guess.</source>
        <translation>Es la que se escribió al hacer el respaldo. Comprobarla tarda unos segundos, a propósito: eso la hace difícil de adivinar.</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Frase de paso</translation>
    </message>
    <message>
        <source>What is its passphrase?</source>
        <translation>¿Cuál es su frase de paso?</translation>
    </message>
    <message>
        <source>Type the passphrase.</source>
        <translation>Escriba la frase de paso.</translation>
    </message>
    <message>
        <source>This passphrase does not open the archive. Check capital letters and the keyboard layout. If you are sure of it, the beginning of the file was changed.</source>
        <translation>Esta frase de paso no abre el archivo. Compruebe las mayúsculas y el teclado. Si está seguro de ella, el comienzo del archivo fue alterado.</translation>
    </message>
    <message>
        <source>That file is not a Qubes backup. {reason}</source>
        <translation>Ese archivo no es un respaldo de Qubes. {reason}</translation>
    </message>
    <message>
        <source>The archive is damaged. {reason}</source>
        <translation>El archivo está dañado. {reason}</translation>
    </message>
</context>
<context>
    <name>VolumeMover</name>
    <message>
        <source>{pool}, {free} free</source>
        <translation>{pool}, {free} libres</translation>
    </message>
    <message>
        <source>{name} runs. A volume can be moved while its qube is shut down.</source>
        <translation>{name} está en marcha. Un volumen se puede mover mientras su qube está apagado.</translation>
    </message>
    <message>
        <source>&amp;Move there</source>
        <translation>&amp;Mover allí</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Cancelar</translation>
    </message>
    <message>
        <source>This volume is not kept.</source>
        <translation>Este volumen no se conserva.</translation>
    </message>
    <message>
        <source>Shut the qube down first.</source>
        <translation>Apague antes el qube.</translation>
    </message>
    <message>
        <source>It is there already.</source>
        <translation>Ya está ahí.</translation>
    </message>
    <message>
        <source>It is copied and compared; then the one here is removed.</source>
        <translation>Se copia y se compara; después se quita el de aquí.</translation>
    </message>
    <message>
        <source>The volume is moved as soon as {name} is shut down, if this window is still open.</source>
        <translation>El volumen se mueve en cuanto {name} esté apagado, si esta ventana sigue abierta.</translation>
    </message>
    <message>
        <source>It is not moved. The qube shuts down all the same.</source>
        <translation>No se mueve. El qube se apaga de todos modos.</translation>
    </message>
    <message>
        <source>{name} is being shut down; then the volume is moved.</source>
        <translation>{name} se está apagando; después se mueve el volumen.</translation>
    </message>
    <message>
        <source>It is in the pool {pool} now.</source>
        <translation>Ahora está en el pool {pool}.</translation>
    </message>
    <message numerus="yes">
        <source>%n earlier state(s) will be removed, for none come along.</source>
        <translation>
            <numerusform>Se eliminará %n estado anterior, pues los estados anteriores no se trasladan.</numerusform>
            <numerusform>Se eliminarán %n estados anteriores, pues no se trasladan.</numerusform>
        </translation>
    </message>
    <message>
        <source>The move of the volume {volume} of {name}</source>
        <translation>El traslado del volumen {volume} de {name}</translation>
    </message>
</context>
<context>
    <name>VolumePoolsDialog</name>
    <message>
        <source>Pools of the volumes</source>
        <translation>Pools de los volúmenes</translation>
    </message>
    <message>
        <source>Volumes</source>
        <translation>Volúmenes</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Cerrar</translation>
    </message>
    <message>
        <source>Where shall the volumes of {name} be kept?</source>
        <translation>¿Dónde se guardarán los volúmenes de {name}?</translation>
    </message>
</context>
<context>
    <name>VolumePoolsModel</name>
    <message>
        <source>Volume</source>
        <translation>Volumen</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Como mucho</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>Pool</translation>
    </message>
</context>
<context>
    <name>VolumesModel</name>
    <message>
        <source>Volume</source>
        <translation>Volumen</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>Pool</translation>
    </message>
    <message>
        <source>Used / size</source>
        <translation>Usado / tamaño</translation>
    </message>
    <message>
        <source>At shutdown</source>
        <translation>Al apagar</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>conservado</translation>
    </message>
    <message>
        <source>discarded</source>
        <translation>descartado</translation>
    </message>
    <message>
        <source>read only</source>
        <translation>solo lectura</translation>
    </message>
    <message>
        <source>A snapshot of {source}, taken at every start</source>
        <translation>Una instantánea de {source}, tomada en cada arranque</translation>
    </message>
    <message>
        <source>The qube&apos;s own data; a backup saves it</source>
        <translation>Los datos propios del qube; un respaldo los guarda</translation>
    </message>
    <message>
        <source>Scratch space, emptied at every start</source>
        <translation>Espacio temporal, vaciado en cada arranque</translation>
    </message>
    <message>
        <source>Never written by the qube</source>
        <translation>Nunca escrito por el qube</translation>
    </message>
    <message>
        <source>not usable</source>
        <translation>no utilizable</translation>
    </message>
</context>
<context>
    <name>WhatPage</name>
    <message>
        <source>&amp;Profile</source>
        <translation>&amp;Perfil</translation>
    </message>
    <message>
        <source>What, where and how, kept under a name</source>
        <translation>Qué, dónde y cómo, guardado con un nombre</translation>
    </message>
    <message>
        <source>&amp;Save as…</source>
        <translation>&amp;Guardar como…</translation>
    </message>
    <message>
        <source>Sche&amp;dule…</source>
        <translation>&amp;Horario…</translation>
    </message>
    <message>
        <source>Search qubes</source>
        <translation>Buscar qubes</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>Seleccionar &amp;todo</translation>
    </message>
    <message>
        <source>Tick all qubes that are shown</source>
        <translation>Marcar todos los qubes mostrados</translation>
    </message>
    <message>
        <source>Select n&amp;one</source>
        <translation>Seleccionar na&amp;da</translation>
    </message>
    <message>
        <source>Untick all qubes that are shown</source>
        <translation>Desmarcar todos los qubes mostrados</translation>
    </message>
    <message>
        <source>Qubes to save</source>
        <translation>Qubes por respaldar</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Qué</translation>
    </message>
    <message>
        <source>Which qubes shall be saved?</source>
        <translation>¿Qué qubes respaldar?</translation>
    </message>
    <message>
        <source>Tick the qubes to save.</source>
        <translation>Marque los qubes por respaldar.</translation>
    </message>
    <message numerus="yes">
        <source>%n qube(s)</source>
        <translation>
            <numerusform>%n qube</numerusform>
            <numerusform>%n qubes</numerusform>
        </translation>
    </message>
    <message>
        <source>{qubes}, {size} before compression</source>
        <translation>{qubes}, {size} antes de comprimir</translation>
    </message>
    <message>
        <source>Of qubes that &amp;run, save</source>
        <translation>De los qubes en ma&amp;rcha, respaldar</translation>
    </message>
    <message>
        <source>their last clean state</source>
        <translation>su último estado limpio</translation>
    </message>
    <message>
        <source>As they were before they were started; nothing of them is disturbed.</source>
        <translation>Como estaban antes de arrancar; nada en ellos se altera.</translation>
    </message>
    <message>
        <source>a snapshot of now</source>
        <translation>una instantánea de ahora</translation>
    </message>
    <message>
        <source>What a power cut would leave. Programs inside may have to mend their files.</source>
        <translation>Lo que dejaría un corte de luz. Puede que los programas de dentro tengan que reparar sus archivos.</translation>
    </message>
    <message>
        <source>what they hold once shut down, and start them again</source>
        <translation>lo que tengan una vez apagados, y arrancarlos de nuevo</translation>
    </message>
    <message>
        <source>Complete and clean. Whoever works in them is interrupted.</source>
        <translation>Completo y limpio. Se interrumpe a quien trabaje en ellos.</translation>
    </message>
    <message>
        <source>{qubes}, {size}; about {packed} in the archive, as earlier ones went</source>
        <translation>{qubes}, {size}; unos {packed} en el archivo, según los anteriores</translation>
    </message>
</context>
<context>
    <name>WherePage</name>
    <message>
        <source>&amp;Folder</source>
        <translation>Car&amp;peta</translation>
    </message>
    <message>
        <source>B&amp;rowse…</source>
        <translation>E&amp;xaminar…</translation>
    </message>
    <message>
        <source>File na&amp;me</source>
        <translation>No&amp;mbre del archivo</translation>
    </message>
    <message>
        <source>&amp;On</source>
        <translation>E&amp;n</translation>
    </message>
    <message>
        <source>This is the disk that holds the qubes themselves. A backup here helps against mistakes, not against a broken, lost or stolen disk.</source>
        <translation>Este es el disco que tiene los propios qubes. Un respaldo aquí ayuda contra errores, no contra un disco roto, perdido o robado.</translation>
    </message>
    <message>
        <source>The file gets its name only when it is complete; until then it ends in .incomplete. Any Qubes system, and this program, can restore it.</source>
        <translation>El archivo recibe su nombre solo cuando está completo; hasta entonces acaba en .incomplete. Cualquier sistema Qubes, y este programa, puede restaurarlo.</translation>
    </message>
    <message>
        <source>the qube {name}</source>
        <translation>el qube {name}</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>este equipo</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Dónde</translation>
    </message>
    <message>
        <source>Where shall the backup be kept?</source>
        <translation>¿Dónde guardar el respaldo?</translation>
    </message>
    <message>
        <source>Choose a folder.</source>
        <translation>Elija una carpeta.</translation>
    </message>
    <message>
        <source>In a qube, the folder is a whole path: it begins with /.</source>
        <translation>En un qube, la carpeta es una ruta completa: empieza por /.</translation>
    </message>
    <message>
        <source>That cannot be the name of a file.</source>
        <translation>Eso no puede ser el nombre de un archivo.</translation>
    </message>
    <message>
        <source>There is no such folder.</source>
        <translation>No existe esa carpeta.</translation>
    </message>
    <message>
        <source>That is a file, not a folder.</source>
        <translation>Eso es un archivo, no una carpeta.</translation>
    </message>
    <message>
        <source>You may not write to that folder.</source>
        <translation>No puede escribir en esa carpeta.</translation>
    </message>
    <message>
        <source>There is a file of that name; nothing is overwritten.</source>
        <translation>Hay un archivo con ese nombre; no se sobrescribe nada.</translation>
    </message>
    <message>
        <source>Type the folder: this program does not look into qubes.</source>
        <translation>Escriba la carpeta: este programa no mira dentro de los qubes.</translation>
    </message>
    <message>
        <source>{free} free, and {needed} to save before compression: it may not fit.</source>
        <translation>{free} libres, y {needed} por respaldar antes de comprimir: puede que no quepa.</translation>
    </message>
    <message>
        <source>Writable, {free} free</source>
        <translation>Se puede escribir, {free} libres</translation>
    </message>
    <message>
        <source>Folder for the backup</source>
        <translation>Carpeta para el respaldo</translation>
    </message>
    <message>
        <source>{free} free, and about {needed} are needed: it may not fit.</source>
        <translation>{free} libres, y se necesitan unos {needed}: puede que no quepa.</translation>
    </message>
    <message>
        <source>{free} free. The last try here failed: {reason}</source>
        <translation>{free} libres. El último intento aquí falló: {reason}</translation>
    </message>
    <message>
        <source>{name} is asked whether it can take the backup…</source>
        <translation>Se pregunta a {name} si puede recibir el respaldo…</translation>
    </message>
    <message>
        <source>{name} may not write to that folder.</source>
        <translation>{name} no puede escribir en esa carpeta.</translation>
    </message>
    <message>
        <source>The qube takes a folder only.</source>
        <translation>El qube solo admite una carpeta.</translation>
    </message>
    <message>
        <source>The qube gives the file a name, made of the date.</source>
        <translation>El qube da al archivo un nombre hecho con la fecha.</translation>
    </message>
    <message>
        <source>Whether {name} can take the backup is not known: it cannot be asked ({reason}). It checks the folder when the backup begins, before any data go.</source>
        <translation>No se sabe si {name} puede recibir el respaldo: no se le puede preguntar ({reason}). Comprueba la carpeta al empezar el respaldo, antes de enviar datos.</translation>
    </message>
    <message>
        <source>The last try here failed: {reason}</source>
        <translation>El último intento aquí falló: {reason}</translation>
    </message>
    <message>
        <source>{name} can write there, {free} free</source>
        <translation>{name} puede escribir ahí, {free} libres</translation>
    </message>
    <message>
        <source>{name} can write there; how much is free it does not say</source>
        <translation>{name} puede escribir ahí; no dice cuánto hay libre</translation>
    </message>
    <message>
        <source>Command &amp;line</source>
        <translation>&amp;Línea de órdenes</translation>
    </message>
    <message>
        <source>a command of this computer</source>
        <translation>una orden de este equipo</translation>
    </message>
    <message>
        <source>Type the command.</source>
        <translation>Escriba la orden.</translation>
    </message>
    <message>
        <source>The folder is a whole path: it begins with /.</source>
        <translation>La carpeta es una ruta completa: empieza por /.</translation>
    </message>
    <message>
        <source>A shell of this computer runs it, as you, with the archive as its input. Whether the archive is whole there cannot be found out from here.</source>
        <translation>Un intérprete de este equipo la ejecuta en su nombre, con el archivo como entrada. Desde aquí no se puede averiguar si el archivo está completo allí.</translation>
    </message>
</context>
<context>
    <name>Wizard</name>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Atrás</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Siguiente</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Cancelar</translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message>
        <source>{number} bytes</source>
        <translation>{number} bytes</translation>
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
        <translation>{hours} h {minutes} min</translation>
    </message>
    <message>
        <source>about {duration} left</source>
        <translation>quedan unos {duration}</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nunca</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>ahora mismo</translation>
    </message>
    <message>
        <source>{count} min ago</source>
        <translation>hace {count} min</translation>
    </message>
    <message>
        <source>{count} h ago</source>
        <translation>hace {count} h</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>hace %n día</numerusform>
            <numerusform>hace %n días</numerusform>
        </translation>
    </message>
    <message>
        <source>App</source>
        <translation>Aplicación</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Plantilla</translation>
    </message>
    <message>
        <source>Disposable</source>
        <translation>Desechable</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Servicio</translation>
    </message>
    <message>
        <source>Standalone</source>
        <translation>Autónomo</translation>
    </message>
    <message>
        <source>Admin</source>
        <translation>Administración</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>En marcha</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausado</translation>
    </message>
    <message>
        <source>Halted</source>
        <translation>Detenido</translation>
    </message>
    <message>
        <source>Crashed</source>
        <translation>Colgado</translation>
    </message>
    <message>
        <source>Unfinished</source>
        <translation>Inacabado</translation>
    </message>
    <message>
        <source>Outdated</source>
        <translation>Desactualizado</translation>
    </message>
    <message>
        <source>At risk</source>
        <translation>En riesgo</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Perdido</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Arrancando</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Apagándose</translation>
    </message>
    <message>
        <source>{count} h</source>
        <translation>{count} h</translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation>queda menos de un minuto</translation>
    </message>
    <message>
        <source>less than {duration} left</source>
        <translation>quedan menos de {duration}</translation>
    </message>
    <message>
        <source>{low} to {high} min left</source>
        <translation>quedan de {low} a {high} min</translation>
    </message>
    <message>
        <source>{shortest} to {longest} left</source>
        <translation>quedan de {shortest} a {longest}</translation>
    </message>
</context>
</TS>
